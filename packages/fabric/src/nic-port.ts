import type { FabricNic, FabricState } from '@umlaut/contracts/fabric';
import type { DropReason } from '@umlaut/contracts/model';
import type { DataPlane, Outlet } from './data-plane.ts';
import { ETHERNET_HEADER, TYPE_ARP, read16 } from './ethernet.ts';
import { FrameCounter } from './frame-counter.ts';
import type { FrameSink } from './frame-sink.ts';
import { L2TPV3_HEADER, checkHeader, tunnelKey, type TunnelKey } from './l2tpv3-codec.ts';
import type { NicSocket, NicSockets } from './nic-socket.ts';
import { SeenAddresses } from './seen-addresses.ts';

/** Of frames that are no ARP, one in so many is looked at for addresses. */
const LOOK_EVERY = 64;

/** A guest's NIC: frames from its tunnel go to `link`, and what is delivered here goes into its tunnel. */
export class NicPort implements FrameSink, Outlet {
  readonly #plane: DataPlane;
  readonly #sockets: NicSockets;
  readonly #key: TunnelKey;
  readonly #sent = new FrameCounter();
  readonly #received = new FrameCounter();
  readonly #addresses = new SeenAddresses();
  readonly config: FabricNic;
  #socket: NicSocket | null = null;
  #waiting = 0;
  #untilLook = 0;
  /** What it is plugged into. */
  link: FrameSink | null = null;
  /** Why its tunnel does not work; null: it does. */
  problem: string | null = null;

  constructor(plane: DataPlane, sockets: NicSockets, config: FabricNic) {
    this.#plane = plane;
    this.#sockets = sockets;
    this.#key = tunnelKey(config.rxSession, config.rxCookie);
    this.config = config;
    this.open();
  }

  /** Does nothing when it is open. */
  open(): void {
    if (this.#socket !== null) return;
    try {
      this.#socket = this.#sockets.open(this.config, (count) => this.#take(count));
      this.problem = null;
    } catch (error) {
      const { address, port } = this.config.local;
      const cause = error instanceof Error ? error.message : String(error);
      this.problem = `The tunnel of ${this.config.id} cannot use ${address}, port ${port}: ${cause}`;
    }
  }

  close(): void {
    this.#socket?.close();
    this.#socket = null;
  }

  deliver(bytes: Uint8Array, start: number, end: number): void {
    const socket = this.#socket;
    if (socket === null) {
      this.#received.drop('send-failed');
      return;
    }
    let at = start;
    if (bytes !== this.#sockets.bytes) at = this.#plane.workspace.copy(bytes, start, end);
    if (at < 0) {
      this.#received.drop('queue-full');
      return;
    }
    if (this.#waiting === 0) this.#plane.flushAtEnd(this);
    socket.slices[2 * this.#waiting] = at;
    socket.slices[2 * this.#waiting + 1] = end - start;
    this.#waiting += 1;
    this.#received.count(end - start);
    if (this.#waiting * 2 === socket.slices.length) this.#send(socket);
  }

  flush(): void {
    if (this.#socket !== null && this.#waiting > 0) this.#send(this.#socket);
    this.#waiting = 0;
  }

  state(): FabricState['nics'][number] {
    const { id } = this.config;
    return {
      id,
      sent: this.#sent.read(),
      received: this.#received.read(),
      addresses: this.#addresses.list(),
    };
  }

  #send(socket: NicSocket): void {
    const result = socket.send(this.#waiting);
    this.#waiting = 0;
    if (result !== 0) this.#countFailed(result & 0xffff, result >>> 16);
  }

  /** They were counted as sent; their sizes are not known any more. */
  #countFailed(failed: number, tooLong: number): void {
    const { frames, bytes } = this.#received;
    this.#received.uncount(failed + tooLong, Math.round((bytes / Math.max(1, frames)) * (failed + tooLong)));
    if (failed > 0) this.#received.drop('send-failed', failed);
    if (tooLong > 0) this.#received.drop('too-long', tooLong);
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
      this.#sent.drop(verdict);
      return;
    }
    const start = offset + L2TPV3_HEADER;
    const end = offset + length;
    if (end - start < ETHERNET_HEADER) {
      this.#sent.drop('too-short');
      return;
    }
    this.#sent.count(end - start);
    this.#untilLook -= 1;
    if (this.#untilLook < 0 || read16(bytes, start + 12) === TYPE_ARP) {
      this.#untilLook = LOOK_EVERY;
      this.#addresses.look(bytes, start, end);
    }
    if (this.link === null) this.#sent.drop('no-link' satisfies DropReason);
    else this.link.deliver(bytes, start, end);
  }
}
