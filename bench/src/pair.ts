import { findByUmid, giveWay } from '@umlaut/core/process';
import { BareUml, type BareUmlOptions } from './bare-uml.ts';
import { awaitText, type BenchConsole } from './bench-console.ts';
import type { BenchContext } from './benchmark.ts';
import { Lab, SHELL_PROMPT } from './lab.ts';

const BOOT_TIMEOUT_MS = 40_000;
const LOGIN_CONSOLE = 'con1';

export interface ConsolePair {
  ours: BenchConsole;
  bare: BenchConsole;
}

/** One more machine of the same arguments, brought to its prompt beside the two. */
export type BootBeside = (prepareBare: () => Promise<BareUmlOptions>) => Promise<void>;

/** A machine of ours and a bare one of the same arguments, both at their shell prompt; all boot at once. */
export async function openConsolePair(
  context: BenchContext,
  bootBeside: BootBeside = async () => {},
): Promise<ConsolePair> {
  const options = { timeoutMs: BOOT_TIMEOUT_MS, context };
  const lab = context.owned.use(await Lab.open(context));
  const id = await lab.createStarted('ours');
  const blueprint = await lab.blueprint(id);
  const umids: string[] = [];
  const prepareBare = async (): Promise<BareUmlOptions> => {
    const prepared = await lab.prepareBare(blueprint);
    umids.push(prepared.umid);
    return prepared;
  };
  const ours = await lab.openConsole(id, LOGIN_CONSOLE);
  const bareUml = context.owned.use(new BareUml(await prepareBare()));
  const bare = bareUml.console(LOGIN_CONSOLE);
  // All of them to their end, so that whatever one of them opens has its owner when another fails.
  const booted = await Promise.allSettled([
    awaitText(ours, SHELL_PROMPT, options),
    awaitText(bare, SHELL_PROMPT, options),
    bootBeside(prepareBare),
  ]);
  for (const boot of booted) if (boot.status === 'rejected') throw boot.reason;
  // Ours does so by itself some seconds after its boot (docs/decisions/0015): what is compared is the way of the bytes.
  await Promise.all(umids.flatMap((umid) => findByUmid(umid)).map((identity) => giveWay(identity)));
  return { ours, bare };
}
