import type { BareUmlOptions } from '../bare-uml.ts';
import { awaitText } from '../bench-console.ts';
import type { BenchContext } from '../benchmark.ts';
import { SHELL_PROMPT } from '../lab.ts';
import { installPeer } from './install-peer.ts';
import type { PeerConsole } from './peer-console.ts';
import { PeerUml } from './peer-uml.ts';

const BOOT_TIMEOUT_MS = 40_000;
export const PEER_NAME = 'wetty 3.2.0';

/** The other web terminal beside a benchmark: when something of it fails, the benchmark goes on without it. */
export class PeerSide {
  /** The benchmark's context; installing does not count, so it ends that much later. */
  readonly context: BenchContext;
  readonly #installed: string | null;
  #console: PeerConsole | null = null;

  private constructor(context: BenchContext, installed: string | null) {
    this.context = context;
    this.#installed = installed;
  }

  /** Installs it when it is not there yet. To be called before anything is measured. */
  static async prepare(context: BenchContext): Promise<PeerSide> {
    const startedAt = performance.now();
    const installed = await orNull(context, () => installPeer(context));
    const endsAt = context.endsAt + performance.now() - startedAt;
    return new PeerSide({ ...context, endsAt }, installed);
  }

  /** Boots the machine behind it and waits for the prompt. */
  async open(prepareBare: () => Promise<BareUmlOptions>): Promise<void> {
    const { context } = this;
    const installed = this.#installed;
    if (installed === null) return;
    this.#console = await orNull(context, async () => {
      const uml = context.owned.use(await PeerUml.start(installed, await prepareBare()));
      await awaitText(uml.console, SHELL_PROMPT, { timeoutMs: BOOT_TIMEOUT_MS, context });
      return uml.console;
    });
  }

  /** @returns null once it has failed */
  async measure<T>(measure: (console: PeerConsole) => Promise<T>): Promise<T | null> {
    const console = this.#console;
    if (console === null) return null;
    const measured = await orNull(this.context, () => measure(console));
    if (measured === null) this.#console = null;
    return measured;
  }
}

/** @throws only when the benchmark is to end */
async function orNull<T>(context: BenchContext, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    context.signal.throwIfAborted();
    context.say(`no row against ${PEER_NAME}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
