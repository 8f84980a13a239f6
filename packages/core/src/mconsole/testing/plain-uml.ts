import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { umlEnd, type UmlEnd } from './uml-end.ts';

/** UML refuses to be root's here as in the product: tests run by root use the machines' account. */
const ACCOUNT = process.getuid?.() === 0 ? accountOf('umlaut') : null;

export interface PlainUmlOptions {
  folder: string;
  /** Further words of the command line: disks, `mconsole=notify:...`. */
  arguments: string[];
  /** Default: the host's. */
  kernelPath?: string;
  /** Shell commands for the guest, run as root before it says GUEST-READY. */
  task?: string;
}

/** linux.uml started directly, with its kernel log on a pipe; killed whole when disposed. */
export class PlainUml implements AsyncDisposable {
  readonly mconsolePath: string;
  readonly exit: Promise<UmlEnd>;
  readonly #child: ChildProcess;
  #output = '';
  #onOutput: (() => void) | null = null;

  constructor({ folder, arguments: words, kernelPath = '/usr/bin/linux.uml', task = ':' }: PlainUmlOptions) {
    this.mconsolePath = join(folder, 'uml/guest/mconsole');
    this.#child = spawn(
      kernelPath,
      [
        'mem=64M',
        `uml_dir=${folder}/uml/`,
        'umid=guest',
        'con=null',
        'ssl=null',
        'con0=null,fd:1',
        'root=/dev/ubda',
        'rw',
        'noreboot',
        // As in the product, command-line.ts tells why.
        'pty.legacy_count=0',
        `task=${Buffer.from(task).toString('base64')}`,
        ...words,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], detached: true, cwd: folder, ...ACCOUNT },
    );
    const { promise, resolve, reject } = Promise.withResolvers<UmlEnd>();
    this.exit = promise;
    this.#child.once('error', reject);
    const umidDir = dirname(this.mconsolePath);
    this.#child.once('exit', (code, signal) => resolve(umlEnd(umidDir, code, signal)));
    const onData = (bytes: Buffer): void => {
      this.#output += bytes.toString('latin1');
      this.#onOutput?.();
    };
    this.#child.stdout?.on('data', onData);
    this.#child.stderr?.on('data', onData);
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('linux.uml could not be started');
    return this.#child.pid;
  }

  get output(): string {
    return this.#output;
  }

  /** Resolves once the console has shown the text. */
  async shows(text: string, timeoutMs = 60_000): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const check = (): void => {
      if (this.#output.includes(text)) resolve();
    };
    const timer = setTimeout(
      () =>
        reject(
          new Error(
            `No "${text}" within ${timeoutMs} ms; the console ends with:\n${this.#output.slice(-8000)}`,
          ),
        ),
      timeoutMs,
    );
    this.#onOutput = check;
    check();
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#onOutput = null;
    }
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // The whole group has ended.
    }
    await this.exit;
  }
}

/** A folder below /tmp that UML's account can write; removed when disposed. */
export function createGuestFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(process.env['UMLAUT_TEST_ROOT'] ?? '/tmp', 'uml-'));
  mkdirSync(join(path, 'uml'));
  for (const folder of [path, join(path, 'uml')]) {
    chmodSync(folder, 0o755);
    if (ACCOUNT !== null) chownSync(folder, ACCOUNT.uid, ACCOUNT.gid);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

function accountOf(name: string): { uid: number; gid: number } {
  const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
