import { addon, type PacketSocketHandle } from './addon.ts';

/** One for all: a batch of frames is passed on before the next is taken. */
const BYTES = new Uint8Array(1_048_576);
/** What native/packet_socket.c tells of each frame. */
const FIELDS = 5;
const TABLE = new Int32Array(FIELDS * 4096);
const GONE = -1;
const NANOSECONDS = 1_000_000_000n;

/** `bytes[start, end)` is a frame from its MAC addresses on, with its VLAN tag. */
export interface PacketFrame {
  bytes: Uint8Array;
  start: number;
  end: number;
  /** The host sent it by this interface. */
  isOutgoing: boolean;
  /** Nanoseconds since 1970, when it passed. */
  time: bigint;
}

export interface PacketSocketOptions {
  /** A process in the network namespace; that is of this account, or this process is root. */
  pid: number;
  interfaceName: string;
  /** Valid during the call only. */
  onFrame: (frame: PacketFrame) => void;
  /** The interface went down or away: nothing more comes. To be closed. */
  onGone: () => void;
}

/** Copies of all frames that pass an interface of another network namespace, within 20 ms: packet(7). */
export class PacketSocket implements Disposable {
  readonly #handle: PacketSocketHandle;
  #closed = false;

  /** @throws Error with an errno name: ENODEV without the interface, ENOENT without the process, EPERM */
  constructor({ pid, interfaceName, onFrame, onGone }: PacketSocketOptions) {
    this.#handle = addon().openPacketSocket(pid, interfaceName, BYTES, TABLE, (count) => {
      if (count === GONE) onGone();
      for (let at = 0; at < count * FIELDS && !this.#closed; at += FIELDS) {
        const [start = 0, end = 0, out, seconds = 0, nanoseconds = 0] = TABLE.subarray(at, at + FIELDS);
        const time = BigInt(seconds >>> 0) * NANOSECONDS + BigInt(nanoseconds);
        onFrame({ bytes: BYTES, start, end, isOutgoing: out === 1, time });
      }
    });
  }

  /** Frames that came too fast since this was asked last, and are lost. */
  takeDropped(): number {
    return this.#closed ? 0 : addon().packetsDropped(this.#handle);
  }

  /** Nothing is called back any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    addon().closePacketSocket(this.#handle);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
