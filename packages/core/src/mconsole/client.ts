import { UmlautError } from '@umlaut/contracts/errors';
import { isSafeWhileStopped } from '@umlaut/contracts/model';
import { askStopped } from './ask-stopped.ts';
import {
  configQueryLine,
  configureLine,
  logLine,
  procLine,
  removeLine,
  stackLine,
  sysrqLine,
} from './commands.ts';
import { MconsoleConnection } from './connection.ts';
import { isSurelyWhole } from './delivery.ts';
import { Deadline, type RequestLimits } from './deadline.ts';
import type { MconsoleReply } from './reply-assembly.ts';
import { encodeRequest } from './request-codec.ts';
import { TurnQueue } from './turn-queue.ts';

const DEFAULT_TIMEOUT_MS = 5_000;

/** Text that the kernel streamed; `truncated` when some of it was lost on the way. */
export interface MconsoleOutput {
  text: string;
  truncated: boolean;
}

/**
 * Talks to one kernel's mconsole; docs/protocols/mconsole.md. Requests are sent one at a time in the order
 * of the calls; use several clients to ask in parallel. Nothing is opened before the first request, and
 * the kernel may come, go and come back (reboot) while a client exists. `close` it when done.
 *
 * The named commands throw MCONSOLE_REFUSED (with `details.errno`) when the kernel says no; all methods
 * throw MCONSOLE_UNREACHABLE, MCONSOLE_TIMEOUT, MCONSOLE_PROTOCOL, INVALID_INPUT or CANCELLED.
 */
export class MconsoleClient implements Disposable {
  readonly socketPath: string;
  readonly #replyFolder: string | undefined;
  readonly #connection: MconsoleConnection;
  readonly #turns = new TurnQueue();

  /**
   * @param socketPath `<uml_dir>/<umid>/mconsole`, at most 107 bytes
   * @param replyFolder for a kernel in another network namespace: a folder that it sees at the same path
   */
  constructor(socketPath: string, replyFolder?: string) {
    this.socketPath = socketPath;
    this.#replyFolder = replyFolder;
    this.#connection = new MconsoleConnection(socketPath, replyFolder);
  }

  /** Sends any request line; a refusal by the kernel is a value here (`ok: false`), not an error. */
  async request(line: string, limits: RequestLimits): Promise<MconsoleReply> {
    const bytes = encodeRequest(line);
    using deadline = new Deadline(line, limits);
    const giveBack = await this.#turns.take(deadline.signal);
    try {
      return await this.#connection.exchange(bytes, deadline.signal, isSurelyWhole);
    } finally {
      giveBack();
    }
  }

  /**
   * Asks while the kernel is stopped, which makes it wait for us instead of dropping packets that find our
   * queue full: for long replies (`sysrq t`, a long list of mounts). The guest stands still meanwhile
   * and its clock jumps. A kernel that was stopped before stays stopped.
   * @throws INVALID_INPUT for what would need the disk, which a stopped kernel cannot read
   */
  async lossless(line: string, limits: Partial<RequestLimits> = {}): Promise<MconsoleReply> {
    if (!isSafeWhileStopped(line)) {
      throw new UmlautError('INVALID_INPUT', `"${line}" cannot be asked of a stopped kernel`, {
        field: 'line',
      });
    }
    const bytes = encodeRequest(line);
    using deadline = new Deadline(line, withDefaults(limits));
    const { signal } = deadline;
    const giveBack = await this.#turns.take(signal);
    const { promise: givenUp, reject: giveUp } = Promise.withResolvers<never>();
    const onAbort = (): void => giveUp(signal.reason as Error);
    signal.addEventListener('abort', onAbort);
    try {
      // The kernel is set going again, and the turn given back, also when the caller no longer waits.
      return await Promise.race([askStopped(this.#place(), bytes, signal).finally(giveBack), givenUp]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  #place(): { path: string; replyFolder: string | undefined } {
    return { path: this.socketPath, replyFolder: this.#replyFolder };
  }

  /** `sysname nodename release version machine`; nodename is the guest's host name. */
  async version(limits?: Partial<RequestLimits>): Promise<string> {
    return (await this.#command('version', limits)).text;
  }

  async help(limits?: Partial<RequestLimits>): Promise<string> {
    return (await this.#command('help', limits)).text;
  }

  /** Powers off at once: no sync, init is not asked. Resolves when the kernel has begun. */
  async halt(limits?: Partial<RequestLimits>): Promise<void> {
    await this.#command('halt', limits);
  }

  /** Restarts at once: no sync, init is not asked. With `noreboot` the process ends instead. */
  async reboot(limits?: Partial<RequestLimits>): Promise<void> {
    await this.#command('reboot', limits);
  }

  /** Present configuration of a device, e.g. `/a.cow,/b` for `ubd0` or `fd:0,fd:1` for `con0`. */
  async config(device: string, limits?: Partial<RequestLimits>): Promise<string> {
    return (await this.#command(configQueryLine(device), limits)).text;
  }

  /** Plugs in or changes a device; `value` as on UML's command line. */
  async configure(device: string, value: string, limits?: Partial<RequestLimits>): Promise<void> {
    await this.#command(configureLine(device, value), limits);
  }

  async remove(device: string, limits?: Partial<RequestLimits>): Promise<void> {
    await this.#command(removeLine(device), limits);
  }

  /** What the key made the kernel print, mixed with whatever else it printed then. See findHazard. */
  async sysrq(key: string, limits?: Partial<RequestLimits>): Promise<MconsoleOutput> {
    return this.#command(sysrqLine(key), limits);
  }

  /** Ctrl-Alt-Del: asks init to reboot, which powers off under `noreboot`. */
  async cad(limits?: Partial<RequestLimits>): Promise<void> {
    await this.#command('cad', limits);
  }

  /** Freezes the guest until `go`; some requests harm it meanwhile, see findHazard. */
  async stop(limits?: Partial<RequestLimits>): Promise<void> {
    await this.#command('stop', limits);
  }

  async go(limits?: Partial<RequestLimits>): Promise<void> {
    await this.#command('go', limits);
  }

  /** Writes one line into the guest's kernel log. */
  async log(text: string, limits?: Partial<RequestLimits>): Promise<void> {
    await this.#command(logLine(text), limits);
  }

  /**
   * Reads `/proc/PATH` of the guest. Not every file can be read, and one that blocks takes all later
   * requests with it: use a list of known paths.
   */
  async proc(path: string, limits?: Partial<RequestLimits>): Promise<MconsoleOutput> {
    const { text, truncated } = await this.#command(procLine(path), limits);
    // The kernel's first packet is a lone newline (mconsole_proc), which is not the file's.
    return { text: text.startsWith('\n') ? text.slice(1) : text, truncated };
  }

  async stack(pid: number, limits?: Partial<RequestLimits>): Promise<MconsoleOutput> {
    return this.#command(stackLine(pid), limits);
  }

  /** Requests under way or waiting end with MCONSOLE_UNREACHABLE. */
  close(): void {
    this.#turns.refuseAll(new UmlautError('MCONSOLE_UNREACHABLE', 'The connection to the kernel was closed'));
    this.#connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #command(line: string, limits: Partial<RequestLimits> = {}): Promise<MconsoleReply> {
    const reply = await this.request(line, withDefaults(limits));
    if (reply.ok) return reply;
    const said = reply.text.trim() === '' ? `error ${reply.errno}` : reply.text.trim();
    throw new UmlautError('MCONSOLE_REFUSED', `The kernel refused "${line.trim()}": ${said}`, {
      details: { line, errno: reply.errno, text: reply.text },
    });
  }
}

function withDefaults(limits: Partial<RequestLimits>): RequestLimits {
  return { ...limits, timeoutMs: limits.timeoutMs ?? DEFAULT_TIMEOUT_MS };
}
