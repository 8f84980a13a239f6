import { getSystemErrorName } from 'node:util';
import { addon, type SocketHandle } from './addon.ts';

export interface UnixDatagramOptions {
  /** Bound to this new path, at most 107 bytes; absent: an abstract name that the kernel picks. */
  path?: string;
  /** One call per datagram, in order; up to 65,536 bytes. */
  onMessage: (bytes: Buffer) => void;
  /** Receiving failed; `code` is an errno name (EMSGSIZE: a datagram was too long and is lost). */
  onError?: (error: Error & { code: string }) => void;
}

/**
 * An AF_UNIX SOCK_DGRAM socket, unix(7); close-on-exec. Whatever the kernel has queued (11 datagrams at
 * the default net.unix.max_dgram_qlen, more from a peer) is fetched before the first callback runs, and so
 * is what follows a burst within 0.2 ms. An open socket keeps the process alive. `close` does not remove a
 * bound path: the owner does.
 */
export class UnixDatagramSocket implements Disposable {
  readonly #handle: SocketHandle;
  #closed = false;

  /** @throws Error with code EADDRINUSE, ENAMETOOLONG, ENOENT, EACCES, ... when the path cannot be bound */
  constructor(options: UnixDatagramOptions) {
    this.#handle = addon().openDatagram(options.path ?? null, (messages, problem) => {
      for (const bytes of messages) {
        if (this.#closed) return;
        options.onMessage(bytes);
      }
      if (problem !== 0 && !this.#closed) options.onError?.(receiveError(problem));
    });
  }

  /**
   * Receives from the socket at this path alone from now on, and without the limit of 11 datagrams: what a
   * peer may have queued here is limited only by its own send buffer, about 166 datagrams of 512 bytes (the
   * kernel's net/unix/af_unix.c, unix_dgram_sendmsg). May be called again: a path can lead to a new socket.
   * @throws Error with code ENOENT or ECONNREFUSED (nobody there), EACCES, ENAMETOOLONG, EBADF (closed)
   */
  connect(path: string): void {
    addon().connectDatagram(this.#handle, path);
  }

  /**
   * Sends one datagram without waiting.
   * @throws Error with code ENOENT or ECONNREFUSED (nobody there), EAGAIN (the receiver's queue is
   *   full), ENAMETOOLONG (path over 107 bytes), EMSGSIZE, EBADF (closed)
   */
  send(path: string, bytes: Uint8Array): void {
    addon().sendDatagram(this.#handle, path, bytes);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    addon().closeDatagram(this.#handle);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function receiveError(problem: number): Error & { code: string } {
  const code = getSystemErrorName(problem);
  return Object.assign(new Error(`${code}: receiving on a Unix datagram socket failed`), { code });
}
