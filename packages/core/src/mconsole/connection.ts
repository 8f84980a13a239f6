import { rmSync } from 'node:fs';
import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import { UnixDatagramSocket } from '@umlaut/hostio';
import { newReplyPath } from './reply-path.ts';
import { ReplyAssembly, type MconsoleReply } from './reply-assembly.ts';
import { unreachable } from './unreachable.ts';

/** The kernel streams a reply without pauses; a longer one means that the last packet was dropped. */
const IDLE_LIMIT_MS = 500;
/** A stopped or busy kernel leaves its queue of 11 datagrams full; it is offered the request this often. */
const RETRY_MS = 10;

/**
 * One datagram socket towards one mconsole. Replies carry no number, so there is at most one exchange at
 * a time, and after one that did not end cleanly the socket is thrown away: what arrives late for it then
 * finds nobody, instead of being taken for the next reply.
 */
export class MconsoleConnection implements Disposable {
  readonly #path: string;
  readonly #replyFolder: string | undefined;
  /** Where the socket is bound, when it is to a path. */
  #replyPath: string | null = null;
  #socket: UnixDatagramSocket | null = null;
  #onDatagram: ((bytes: Uint8Array) => void) | null = null;
  #onClose: ((reason: UmlautError) => void) | null = null;
  #closed = false;

  /**
   * @param path the mconsole socket, `<uml_dir>/<umid>/mconsole`; need not exist yet
   * @param replyFolder where sockets for answers are made; absent: they have abstract names
   */
  constructor(path: string, replyFolder?: string) {
    this.#path = path;
    this.#replyFolder = replyFolder;
  }

  /**
   * Sends one request and collects its reply.
   * @param isWhole whether packets may be missing from a reply that has ended; default: none are
   * @param signal ends the wait; its reason is thrown. With MCONSOLE_TIMEOUT as reason, a reply that has
   *   begun is given as truncated instead.
   * @throws MCONSOLE_UNREACHABLE, MCONSOLE_PROTOCOL
   */
  async exchange(
    request: Uint8Array,
    signal: AbortSignal,
    isWhole?: (packets: number) => boolean,
  ): Promise<MconsoleReply> {
    if (this.#closed) throw closedError();
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<MconsoleReply>();
    const assembly = new ReplyAssembly(isWhole);
    const timers: { retry?: NodeJS.Timeout; idle?: NodeJS.Timeout } = {};
    let clean = false;

    const onAbort = (): void => {
      const partial = isTimeout(signal.reason) ? assembly.cutShort() : null;
      if (partial === null) reject(signal.reason as Error);
      else resolve(partial);
    };
    const onIdle = (): void => {
      const partial = assembly.cutShort();
      if (partial !== null) resolve(partial);
    };
    this.#onDatagram = (bytes) => {
      try {
        const reply = assembly.push(bytes);
        if (reply !== null) {
          clean = !reply.truncated;
          resolve(reply);
        } else if (timers.idle === undefined) timers.idle = setTimeout(onIdle, IDLE_LIMIT_MS);
        else timers.idle.refresh();
      } catch (error) {
        reject(error as Error);
      }
    };
    this.#onClose = reject;
    signal.addEventListener('abort', onAbort);
    const offer = (): void => {
      try {
        if (!this.#send(request)) timers.retry = setTimeout(offer, RETRY_MS);
      } catch (error) {
        reject(error as Error);
      }
    };

    try {
      offer();
      return await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
      clearTimeout(timers.retry);
      clearTimeout(timers.idle);
      this.#onDatagram = null;
      this.#onClose = null;
      if (!clean) this.#dropSocket();
    }
  }

  /** Ends the exchange under way with MCONSOLE_UNREACHABLE; later ones fail alike. */
  close(): void {
    this.#closed = true;
    this.#onClose?.(closedError());
    this.#dropSocket();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** @returns false when the kernel's queue is full */
  #send(request: Uint8Array): boolean {
    try {
      this.#socket ??= this.#open();
      // Each time: after a reboot of the guest the path leads to another socket.
      this.#socket.connect(this.#path);
      this.#socket.send(this.#path, request);
      return true;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EAGAIN') return false;
      throw unreachable(this.#path, code, error);
    }
  }

  #open(): UnixDatagramSocket {
    const onMessage = (bytes: Uint8Array): void => this.#onDatagram?.(bytes);
    if (this.#replyFolder === undefined) return new UnixDatagramSocket({ onMessage });
    this.#replyPath = newReplyPath(this.#replyFolder);
    return new UnixDatagramSocket({ path: this.#replyPath, onMessage });
  }

  #dropSocket(): void {
    this.#socket?.close();
    this.#socket = null;
    if (this.#replyPath !== null) rmSync(this.#replyPath, { force: true });
    this.#replyPath = null;
  }
}

function isTimeout(reason: unknown): boolean {
  return isUmlautError(reason) && reason.code === 'MCONSOLE_TIMEOUT';
}

function closedError(): UmlautError {
  return new UmlautError('MCONSOLE_UNREACHABLE', 'The connection to the kernel was closed');
}
