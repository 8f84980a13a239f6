import { MconsoleClient } from '@umlaut/core/mconsole';
import { runCommand } from '@umlaut/core/process';
import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { startDirectMachine } from '../direct-machine.ts';
import type { Row } from '../report.ts';
import { median } from '../statistics.ts';

const TIMEOUT_MS = 5000;
const OUR_REQUESTS = 200;
const SPAWNS = 10;
const MAX_ROUNDS = 15;
/** `uml_mconsole` puts its verdict before the reply. */
const EXPECTED = /^(OK )?Linux /;

export const mconsole: Benchmark = {
  name: 'mconsole',
  summary: 'one "version" by the client of packages/core, against spawning uml_mconsole',
  goal: 'ratio at least 10',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const {
    status: { mconsolePath },
  } = await startDirectMachine(context);
  const client = context.owned.use(new MconsoleClient(mconsolePath));
  // Not counted: the rest of the boot, and both programs' first time.
  await timesOf(OUR_REQUESTS, () => client.version({ timeoutMs: TIMEOUT_MS }));
  await timesOf(SPAWNS, () => spawnUmlMconsole(mconsolePath));

  const measured = await alternate({
    context,
    ours: () => timesOf(OUR_REQUESTS, () => client.version({ timeoutMs: TIMEOUT_MS })),
    baseline: () => timesOf(SPAWNS, () => spawnUmlMconsole(mconsolePath)),
    minRounds: 3,
    maxRounds: MAX_ROUNDS,
  });
  const [ours, spawned] = [measured.ours.flat(), measured.baseline.flat()];
  context.say(`${ours.length} requests of ours, ${spawned.length} of uml_mconsole`);
  const [our, base] = [median(ours), median(spawned)];
  const compared = { unit: 'ms', baseline: base, baselineName: 'spawning uml_mconsole, ms' };
  return [{ name: 'mconsole', value: our, ...compared, ratio: base / our }];
}

async function spawnUmlMconsole(socketPath: string): Promise<string> {
  return (await runCommand('uml_mconsole', [socketPath, 'version'], { timeoutMs: TIMEOUT_MS })).stdout;
}

/** Milliseconds of each call. @throws Error when one answers anything but the kernel's version */
async function timesOf(count: number, ask: () => Promise<string>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const startedAt = performance.now();
    const answer = await ask();
    times.push(performance.now() - startedAt);
    if (!EXPECTED.test(answer)) throw new Error(`Not a version: ${JSON.stringify(answer)}`);
  }
  return times;
}
