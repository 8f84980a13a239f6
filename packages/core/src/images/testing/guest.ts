import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConsolePty } from '../../console/index.ts';
import { MconsoleClient } from '../../mconsole/index.ts';
import { umlEnd, type UmlEnd } from '../../mconsole/testing/uml-end.ts';
import { findByUmid, killProcess, waitUntilGone } from '../../process/index.ts';

/** UML is never root's, here as in the product: tests run by root use the machines' account. */
const ACCOUNT = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : null;

export interface GuestOptions {
  folder: GuestFolder;
  /** The host's own when absent. */
  kernelPath?: string;
  imagePath: string;
  /** Reuse the COW of an earlier guest of this name. */
  name?: string;
  /** Further words of the command line. */
  words?: readonly string[];
  /** Numbers of the consoles that get a pty; con0 always does. */
  consoles?: readonly number[];
  /** What stands for the consoles that get none. */
  others?: readonly string[];
  /** "rw" unless the guest should find its root read-only. */
  root?: string;
}

/** One console of a guest, read all the time. */
export class GuestConsole {
  readonly pty: ConsolePty;
  #text = '';
  #seen = 0;

  constructor(nudge: () => void) {
    const onBytes = (bytes: Uint8Array): void => {
      this.#text += Buffer.from(bytes).toString('latin1');
    };
    this.pty = new ConsolePty({ cols: 101, rows: 33, onBytes, onEnd: () => {}, nudge });
  }

  /** Everything so far. */
  get text(): string {
    return this.#text;
  }

  /** Waits for a pattern in what came since the last match. */
  async expect(pattern: RegExp, timeoutMs = 15_000): Promise<RegExpExecArray> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const match = pattern.exec(this.#text.slice(this.#seen));
      if (match !== null) {
        this.#seen += match.index + match[0].length;
        return match;
      }
      if (performance.now() > deadline) {
        throw new Error(`No ${pattern} in ${JSON.stringify(this.#text.slice(this.#seen))}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Runs a shell command at a prompt. Resolves with its output. */
  async run(command: string): Promise<string> {
    // Split words, so that the echo of the line itself does not look like the markers.
    this.pty.write(Buffer.from(`echo "<"begin">"; ${command}; echo "<$?>"\n`));
    const [, output = '', code] = await this.expect(/<begin>\r\n([^]*?)<(\d+)>\r\n[^]*?# /);
    if (code !== '0') throw new Error(`${command} failed (${code}): ${output}`);
    return output.replaceAll('\r\n', '\n');
  }

  /** Types without waiting for anything. */
  type(line: string): void {
    this.pty.write(Buffer.from(`${line}\n`));
  }
}

/** linux.uml over the starter image, started directly. */
export class Guest implements AsyncDisposable {
  readonly consoles = new Map<number, GuestConsole>();
  readonly cowPath: string;
  readonly exit: Promise<UmlEnd>;
  readonly #child: ChildProcess;
  readonly #umid: string;
  readonly #umlDir: string;

  constructor(options: GuestOptions) {
    const { folder, imagePath, name = 'guest', words = [], consoles = [1] } = options;
    this.cowPath = join(folder.path, `${name}.cow`);
    this.#umid = `${name}-${process.pid}`;
    this.#umlDir = join(folder.path, 'uml');
    const nudge = (): void => void (this.#child.pid !== undefined && this.#child.kill('SIGIO'));
    for (const number of [0, ...consoles]) this.consoles.set(number, new GuestConsole(nudge));
    const slave = (number: number): number => this.console(number).pty.slaveFd;
    this.#child = spawn(
      options.kernelPath ?? '/usr/bin/linux.uml',
      [
        'mem=96M',
        `umid=${this.#umid}`,
        `uml_dir=${this.#umlDir}/`,
        'noreboot',
        // As in the product, command-line.ts tells why.
        'pty.legacy_count=0',
        'root=/dev/ubda',
        `ubd0=${this.cowPath},${imagePath}`,
        options.root ?? 'rw',
        ...(options.others ?? ['con=null', 'ssl=null']),
        'con0=fd:0,fd:1',
        ...consoles.map((number, index) => `con${number}=fd:${index + 3}`),
        ...words,
      ],
      {
        stdio: [slave(0), slave(0), slave(0), ...consoles.map(slave)],
        detached: true,
        cwd: folder.path,
        ...ACCOUNT,
      },
    );
    this.exit = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      const umidDir = dirname(this.mconsolePath);
      this.#child.once('exit', (code, signal) => resolve(umlEnd(umidDir, code, signal)));
    });
    for (const { pty } of this.consoles.values()) pty.closeSlave();
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('linux.uml could not be started');
    return this.#child.pid;
  }

  console(number: number): GuestConsole {
    const found = this.consoles.get(number);
    if (found === undefined) throw new Error(`con${number} has no pty`);
    return found;
  }

  /** Waits for the shell of a console. */
  async prompt(number = 1): Promise<GuestConsole> {
    const wanted = this.console(number);
    // A busy host takes its time.
    await wanted.expect(/root@[\w-]+:~# /, 45_000);
    return wanted;
  }

  get mconsolePath(): string {
    return join(this.#umlDir, this.#umid, 'mconsole');
  }

  mconsole(): MconsoleClient {
    return new MconsoleClient(this.mconsolePath);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = findByUmid(this.#umid);
    for (const identity of all) killProcess(identity, 'SIGKILL');
    await this.exit;
    await waitUntilGone(all, { timeoutMs: 5000 });
    for (const { pty } of this.consoles.values()) pty.close();
  }
}

export interface GuestFolder extends Disposable {
  path: string;
}

/** A folder below /tmp that UML's account can write; removed when disposed. */
export function createGuestFolder(): GuestFolder {
  const path = mkdtempSync(join(process.env['UMLAUT_TEST_ROOT'] ?? '/tmp', 'tiny-'));
  mkdirSync(join(path, 'uml'));
  for (const folder of [path, join(path, 'uml')]) {
    chmodSync(folder, 0o755);
    if (ACCOUNT !== null) chownSync(folder, ACCOUNT.uid, ACCOUNT.gid);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

function idOf(flag: string): number {
  return Number(execFileSync('id', [flag, 'umlaut'], { encoding: 'utf8' }));
}
