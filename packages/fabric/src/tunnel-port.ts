import type { FabricTunnel } from '@umlaut/contracts/fabric';
import type { DropReason, FrameCounters } from '@umlaut/contracts/model';
import type { DataPlane, Outlet } from './data-plane.ts';
import { ETHERNET_HEADER, TYPE_ARP, read16 } from './ethernet.ts';
import { FrameCounter } from './frame-counter.ts';
import type { FrameSink } from './frame-sink.ts';
import { L2TPV3_HEADER, checkHeader, tunnelKey, type TunnelKey } from './l2tpv3-codec.ts';
import type { NicSocket, NicSockets } from './nic-socket.ts';

export interface TunnelPortOptions {
  plane: DataPlane;
  sockets: NicSockets;
  tunnel: FabricTunnel;
  /** Whose tunnel it is, for sentences. */
  name: string;
  /** Sees some of the frames that come in: every ARP, and one in so many of the others. */
  look?: ((bytes: Uint8Array, start: number, end: number) => void) | undefined;
}

/** Of frames that are no ARP, one in so many is looked at. */
const LOOK_EVERY = 64;

/** A tunnel: frames from it go to `link`, and what is delivered here goes into it. */
export class TunnelPort implements FrameSink, Outlet {
  readonly #plane: DataPlane;
  readonly #sockets: NicSockets;
  readonly #tunnel: FabricTunnel;
  readonly #name: string;
  readonly #look: TunnelPortOptions['look'];
  readonly #key: TunnelKey;
  readonly #taken = new FrameCounter();
  readonly #delivered = new FrameCounter();
  #socket: NicSocket | null = null;
  #waiting = 0;
  #untilLook = 0;
  #heardAt: number | null = null;
  #strangers = 0;
  /** What it is plugged into. */
  link: FrameSink | null = null;
  /** Why its tunnel does not work; null: it does. */
  problem: string | null = null;

  constructor({ plane, sockets, tunnel, name, look }: TunnelPortOptions) {
    this.#plane = plane;
    this.#sockets = sockets;
    this.#tunnel = tunnel;
    this.#name = name;
    this.#look = look;
    this.#key = tunnelKey(tunnel.rxSession, tunnel.rxCookie);
    this.open();
  }

  /** Does nothing when it is open. */
  open(): void {
    if (this.#socket !== null) return;
    try {
      this.#socket = this.#sockets.open(this.#tunnel, (count) => this.#take(count));
      this.problem = null;
    } catch (error) {
      const { address, port } = this.#tunnel.local;
      const cause = error instanceof Error ? error.message : String(error);
      this.problem = `The tunnel of ${this.#name} cannot use ${address}, port ${port}: ${cause}`;
    }
  }

  close(): void {
    this.#socket?.close();
    this.#socket = null;
  }

  deliver(bytes: Uint8Array, start: number, end: number): void {
    const socket = this.#socket;
    if (socket === null) {
      this.#delivered.drop('send-failed');
      return;
    }
    let at = start;
    if (bytes !== this.#sockets.bytes) at = this.#plane.workspace.copy(bytes, start, end);
    if (at < 0) {
      this.#delivered.drop('queue-full');
      return;
    }
    if (this.#waiting === 0) this.#plane.flushAtEnd(this);
    socket.slices[2 * this.#waiting] = at;
    socket.slices[2 * this.#waiting + 1] = end - start;
    this.#waiting += 1;
    this.#delivered.count(end - start);
    if (this.#waiting * 2 === socket.slices.length) this.#send(socket);
  }

  flush(): void {
    if (this.#socket !== null && this.#waiting > 0) this.#send(this.#socket);
    this.#waiting = 0;
  }

  /** What came out of the tunnel, and what was sent into it; frames with a wrong key since the last good one. */
  figures(): {
    taken: FrameCounters;
    delivered: FrameCounters;
    heardSecondsAgo: number | null;
    strangers: number;
  } {
    const at = this.#heardAt;
    return {
      taken: this.#taken.read(),
      delivered: this.#delivered.read(),
      heardSecondsAgo: at === null ? null : Math.max(0, Math.floor((this.#plane.now - at) / 1000)),
      strangers: this.#strangers,
    };
  }

  #send(socket: NicSocket): void {
    const result = socket.send(this.#waiting);
    this.#waiting = 0;
    if (result !== 0) this.#countFailed(result & 0xffff, result >>> 16);
  }

  /** They were counted as sent; their sizes are not known any more. */
  #countFailed(failed: number, tooLong: number): void {
    const { frames, bytes } = this.#delivered;
    this.#delivered.uncount(failed + tooLong, Math.round((bytes / Math.max(1, frames)) * (failed + tooLong)));
    if (failed > 0) this.#delivered.drop('send-failed', failed);
    if (tooLong > 0) this.#delivered.drop('too-long', tooLong);
  }

  /** A batch from the tunnel. */
  #take(count: number): void {
    this.#plane.begin();
    try {
      for (let slot = 0; slot < count; slot += 1) {
        this.#takeOne(slot * this.#sockets.slotBytes, this.#sockets.lengths[slot] ?? 0);
        this.#plane.breathe();
      }
    } finally {
      this.#plane.end();
    }
  }

  #takeOne(offset: number, length: number): void {
    const { bytes } = this.#sockets;
    const verdict = length < 0 ? 'too-long' : checkHeader(bytes, offset, length, this.#key);
    if (verdict !== 'good') {
      this.#taken.drop(verdict);
      if (verdict === 'wrong-cookie' || verdict === 'wrong-session') this.#strangers += 1;
      return;
    }
    const start = offset + L2TPV3_HEADER;
    const end = offset + length;
    if (end - start < ETHERNET_HEADER) {
      this.#taken.drop('too-short');
      return;
    }
    this.#taken.count(end - start);
    this.#untilLook -= 1;
    this.#heardAt = this.#plane.now;
    this.#strangers = 0;
    if (this.#untilLook < 0 || read16(bytes, start + 12) === TYPE_ARP) {
      this.#untilLook = LOOK_EVERY;
      this.#look?.(bytes, start, end);
    }
    if (this.link === null) this.#taken.drop('no-link' satisfies DropReason);
    else this.link.deliver(bytes, start, end);
  }
}
