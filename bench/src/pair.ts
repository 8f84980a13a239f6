import { BareUml } from './bare-uml.ts';
import { awaitText, type BenchConsole } from './bench-console.ts';
import type { BenchContext } from './benchmark.ts';
import { Lab, SHELL_PROMPT } from './lab.ts';

const BOOT_TIMEOUT_MS = 20_000;
const LOGIN_CONSOLE = 'con1';

export interface ConsolePair {
  ours: BenchConsole;
  bare: BenchConsole;
}

/** A machine of ours and a bare one of the same arguments, both at their shell prompt. */
export async function openConsolePair(context: BenchContext): Promise<ConsolePair> {
  const options = { timeoutMs: BOOT_TIMEOUT_MS, context };
  const lab = context.owned.use(await Lab.open(context));
  const id = await lab.createStarted('ours');
  const ours = await lab.openConsole(id, LOGIN_CONSOLE);
  await awaitText(ours, SHELL_PROMPT, options);
  const bareUml = context.owned.use(new BareUml(await lab.prepareBare(await lab.blueprint(id))));
  const bare = bareUml.console(LOGIN_CONSOLE);
  await awaitText(bare, SHELL_PROMPT, options);
  return { ours, bare };
}
