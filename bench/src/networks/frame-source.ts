import { UDP_MAX_SLICES, UdpArena, UdpBatchSocket } from '@umlaut/hostio';
import type { LaunchTunnel } from '@umlaut/contracts/monitor';
import { encodeHeader, tunnelKey } from '@umlaut/fabric';

const FRAME_BYTES = 64;
const BURST = 32;

/** Two ends of tunnels without guests: one sends short frames as fast as it can, the other counts them. */
export class FrameSource implements Disposable {
  readonly #arena = new UdpArena();
  readonly #from: UdpBatchSocket;
  readonly #to: UdpBatchSocket;
  received = 0;

  constructor(from: LaunchTunnel, to: LaunchTunnel) {
    this.#from = this.#open(from, () => {});
    this.#to = this.#open(to, (count) => (this.received += count));
    const frame = Buffer.concat([
      hardwareAddress(to.mac),
      hardwareAddress(from.mac),
      Buffer.from([0x88, 0xb5]),
    ]);
    this.#arena.bytes.set(frame, this.#arena.scratchStart);
    for (let each = 0; each < UDP_MAX_SLICES; each += 1) {
      this.#from.slices.set([this.#arena.scratchStart, FRAME_BYTES], each * 2);
    }
    // The other way round, so that a switch knows where each is.
    const back = this.#arena.scratchStart + 1024;
    this.#arena.bytes.set(frame.subarray(6, 12), back);
    this.#arena.bytes.set(frame.subarray(0, 6), back + 6);
    this.#to.slices.set([back, FRAME_BYTES]);
    this.#to.send(1);
  }

  /** For so long. @returns frames that came through */
  async run(milliseconds: number): Promise<number> {
    const before = this.received;
    const end = performance.now() + milliseconds;
    while (performance.now() < end) {
      this.#from.send(BURST);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.received - before;
  }

  #open(nic: LaunchTunnel, onBatch: (count: number) => void): UdpBatchSocket {
    const header = encodeHeader(tunnelKey(nic.txSession, nic.txCookie));
    // One datagram a message, as UML sends.
    return new UdpBatchSocket({
      arena: this.#arena,
      local: nic.source,
      remote: nic.target,
      header,
      segments: false,
      onBatch,
    });
  }

  [Symbol.dispose](): void {
    this.#from.close();
    this.#to.close();
  }
}

function hardwareAddress(mac: string): Buffer {
  return Buffer.from(mac.replaceAll(':', ''), 'hex');
}
