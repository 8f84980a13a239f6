import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { findByUmid, killProcess, waitUntilGone } from '@umlaut/core/process';
import { UnixDatagramSocket } from '@umlaut/hostio';
import type { BareUmlOptions } from '../bare-uml.ts';
import type { PeerConsole } from './peer-console.ts';
import { peerScript } from './peer-script.ts';
import { WettyConsole } from './wetty-console.ts';
import { WettyServer } from './wetty-server.ts';

const GONE_TIMEOUT_MS = 5000;

/** linux.uml that wetty starts on its own pty when its client connects; owns wetty, the client and the guest. */
export class PeerUml implements AsyncDisposable {
  readonly console: PeerConsole;
  readonly #owned: AsyncDisposableStack;

  private constructor(console: PeerConsole, owned: AsyncDisposableStack) {
    this.console = console;
    this.#owned = owned;
  }

  /** @param installed folder of `installPeer` */
  static async start(installed: string, options: BareUmlOptions): Promise<PeerUml> {
    const { umid, folder } = options;
    await using owned = new AsyncDisposableStack();
    const listener = new UnixDatagramSocket({ path: options.notifyPath, onMessage: () => {} });
    owned.defer(() => listener.close());
    const binFolder = join(folder, 'bin');
    await mkdir(binFolder, { mode: 0o711 });
    await writeFile(join(binFolder, 'ssh'), peerScript(options), { mode: 0o755 });
    const server = owned.use(await WettyServer.start(installed, binFolder));
    owned.defer(() => endUml(umid));
    const console = owned.use(
      new WettyConsole(installed, server.url, () => nudge(join(folder, 'uml', umid))),
    );
    return new PeerUml(console, owned.move());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}

/** @param umidDir where the kernel writes its pid once it runs (arch/um/os-Linux/umid.c) */
function nudge(umidDir: string): void {
  try {
    const pid = Number(readFileSync(join(umidDir, 'pid'), 'utf8'));
    // An empty file, which is not written yet, would mean this process group.
    if (pid > 1) process.kill(pid, 'SIGIO');
  } catch {
    // Not yet, or no longer there.
  }
}

async function endUml(umid: string): Promise<void> {
  const processes = findByUmid(umid);
  for (const identity of processes) killProcess(identity, 'SIGKILL');
  const left = await waitUntilGone(processes, { timeoutMs: GONE_TIMEOUT_MS });
  if (left.length > 0) throw new Error(`The machine behind wetty left ${left.length} processes behind`);
}
