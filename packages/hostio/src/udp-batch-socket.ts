import { addon, type UdpHandle } from './addon.ts';
import type { UdpArena } from './udp-arena.ts';

export interface UdpBatchOptions {
  arena: UdpArena;
  local: { address: string; port: number };
  remote: { address: string; port: number };
  /** Put before every slice that is sent; at most 32 bytes. */
  header: Uint8Array;
  /** One system call for a run of datagrams of one size (UDP_SEGMENT). Default: yes, where the kernel can. */
  segments?: boolean;
  /** `count` datagrams are in the arena's first slots, until this returns. */
  onBatch: (count: number) => void;
}

/** Slices that one call of `send` takes: `MAX_SLICES` in native/udp.c. */
export const UDP_MAX_SLICES = 128;

/**
 * A UDP socket bound to one address and connected to another, so the kernel drops what others send. It receives and
 * sends in batches without making any object. That nobody listens at the other end is no error here. An open socket
 * keeps the process alive.
 */
export class UdpBatchSocket implements Disposable {
  /** Offset in the arena and length, in pairs; what `send` takes. */
  readonly slices = new Int32Array(UDP_MAX_SLICES * 2);
  readonly #handle: UdpHandle;
  #closed = false;

  /** @throws Error with code EADDRINUSE, EADDRNOTAVAIL, EINVAL, ... */
  constructor(options: UdpBatchOptions) {
    const { arena, local, remote, header, segments = true, onBatch } = options;
    this.#handle = addon().openUdp(
      arena.handle,
      [local.address, local.port, remote.address, remote.port],
      header,
      this.slices,
      segments,
      onBatch,
    );
  }

  /**
   * Sends the first `count` slices, without waiting.
   * @returns how many are known now not to have arrived (some of an earlier call, perhaps), in the low 16 bits, and
   *   how many were too long, above them
   */
  send(count: number): number {
    return addon().sendUdp(this.#handle, count);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    addon().closeUdp(this.#handle);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
