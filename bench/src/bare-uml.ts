import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { findByUmid, killProcess, waitUntilGone } from '@umlaut/core/process';
import { UnixDatagramSocket } from '@umlaut/hostio';
import type { BareCommandLine } from './bare-command-line.ts';
import { PtyConsole } from './pty-console.ts';

const GONE_TIMEOUT_MS = 5000;

export interface BareUmlOptions {
  commandLine: BareCommandLine;
  umid: string;
  /** Where the kernel reports to, as it does for our machines; drained and ignored. */
  notifyPath: string;
  /** Account to run as when this process is root's. */
  account: { uid: number; gid: number } | null;
  folder: string;
}

/** linux.uml as anybody could start it: no monitor, no server, no sandbox; its consoles are ptys of ours. */
export class BareUml implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #umid: string;
  readonly #consoles: Map<number, PtyConsole>;
  readonly #descriptors: ReadonlyMap<string, number>;
  readonly #listener: UnixDatagramSocket;

  constructor(options: BareUmlOptions) {
    const { commandLine, account, folder } = options;
    this.#umid = options.umid;
    this.#descriptors = commandLine.consoles;
    this.#listener = new UnixDatagramSocket({ path: options.notifyPath, onMessage: () => {} });
    this.#consoles = new Map(
      [...commandLine.consoles].map(([name, fd]) => [
        fd,
        new PtyConsole(`${name} of the bare machine`, () => this.#nudge()),
      ]),
    );
    this.#child = spawn(commandLine.kernelPath, commandLine.arguments, {
      cwd: folder,
      env: { HOME: folder, PATH: '/usr/bin' },
      detached: true,
      stdio: this.#standardStreams(),
      ...account,
    });
    this.#child.on('error', () => {});
    for (const console of this.#consoles.values()) console.closeSlave();
  }

  /** @throws Error for a console that the command line does not have */
  console(name: string): PtyConsole {
    const console = this.#consoles.get(this.#descriptors.get(name) ?? -1);
    if (console === undefined) throw new Error(`The bare machine has no ${name}`);
    return console;
  }

  /** con0 is on 0, 1 and 2, as with our machines; a number that no console has is /dev/null. */
  #standardStreams(): (number | 'ignore')[] {
    const highest = Math.max(2, ...this.#consoles.keys());
    return Array.from({ length: highest + 1 }, (_, fd) => {
      const console = this.#consoles.get(fd < 3 ? 1 : fd);
      return console === undefined ? 'ignore' : console.slaveFd;
    });
  }

  #nudge(): void {
    this.#child.kill('SIGIO');
  }

  /** Ends it at once and proves that none of its processes is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    const processes = findByUmid(this.#umid);
    for (const identity of processes) killProcess(identity, 'SIGKILL');
    if (this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'exit');
    }
    const left = await waitUntilGone(processes, { timeoutMs: GONE_TIMEOUT_MS });
    for (const console of this.#consoles.values()) console[Symbol.dispose]();
    this.#listener.close();
    if (left.length > 0) throw new Error(`The bare machine left ${left.length} processes behind`);
  }
}
