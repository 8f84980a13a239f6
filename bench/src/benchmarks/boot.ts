import { randomUUID } from 'node:crypto';
import { alternate } from '../alternate.ts';
import { BareUml } from '../bare-uml.ts';
import { awaitText } from '../bench-console.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { Lab, SHELL_PROMPT, type Blueprint } from '../lab.ts';
import type { Row } from '../report.ts';
import { median, medianOfPairs } from '../statistics.ts';

const BOOT_TIMEOUT_MS = 20_000;
const LOGIN_CONSOLE = 'con1';

export const boot: Benchmark = {
  name: 'boot',
  summary: 'create and start over the API until the shell prompt, against a bare linux.uml',
  goal: 'at most 150 ms over bare',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const lab = context.owned.use(await Lab.open(context));
  // Not counted: fills the page cache, and tells which arguments the bare side is to have.
  const { blueprint } = await bootOurs(lab, context);

  const { ours, baseline } = await alternate({
    context,
    ours: async () => (await bootOurs(lab, context)).ms,
    baseline: () => bootBare(lab, blueprint, context),
    minRounds: 3,
    maxRounds: 20,
    onRound: (round, our, bare) =>
      context.say(`round ${round + 1}: ours ${our.toFixed(0)} ms, bare ${bare.toFixed(0)} ms`),
  });
  const [our, bare] = [median(ours), median(baseline)];
  const over = medianOfPairs(ours, baseline, (ms, bareMs) => ms - bareMs);
  const ratio = medianOfPairs(ours, baseline, (ms, bareMs) => bareMs / ms);
  const compared = { baseline: bare, baselineName: 'bare linux.uml, ms' };
  return [
    { name: 'boot', value: over, unit: 'ms over bare', ...compared, ratio },
    { name: 'boot: ours', value: our, unit: 'ms', ...compared, ratio },
    { name: 'boot: bare', value: bare, unit: 'ms', ...compared, ratio: 1 },
  ];
}

async function bootOurs(lab: Lab, context: BenchContext): Promise<{ ms: number; blueprint: Blueprint }> {
  const startedAt = performance.now();
  const id = await lab.createStarted(`boot-${randomUUID().slice(0, 8)}`);
  const console = await lab.openConsole(id, LOGIN_CONSOLE);
  const endedAt = await awaitText(console, SHELL_PROMPT, {
    timeoutMs: BOOT_TIMEOUT_MS,
    context,
  });
  const blueprint = await lab.blueprint(id);
  await console[Symbol.asyncDispose]();
  await lab.remove(id);
  return { ms: endedAt - startedAt, blueprint };
}

async function bootBare(lab: Lab, blueprint: Blueprint, context: BenchContext): Promise<number> {
  const prepared = await lab.prepareBare(blueprint);
  const startedAt = performance.now();
  await using bare = new BareUml(prepared);
  const endedAt = await awaitText(bare.console(LOGIN_CONSOLE), SHELL_PROMPT, {
    timeoutMs: BOOT_TIMEOUT_MS,
    context,
  });
  return endedAt - startedAt;
}
