import type { Packet } from './packet.ts';

export interface WindowLimits {
  packets: number;
  bytes: number;
}

const WINDOW_LIMITS: WindowLimits = { packets: 50_000, bytes: 64 * 1_048_576 };
/** What a packet takes besides its bytes: its texts and numbers, roughly. */
const OVERHEAD_BYTES = 500;

/** The newest packets, as many as may be kept. The array is a new one whenever it changed. Pure. */
export class PacketWindow {
  readonly #limits: WindowLimits;
  #packets: readonly Packet[] = [];
  #bytes = 0;
  #gone = 0;

  constructor(limits = WINDOW_LIMITS) {
    this.#limits = limits;
  }

  get packets(): readonly Packet[] {
    return this.#packets;
  }

  /** So many older ones are not kept any more. */
  get gone(): number {
    return this.#gone;
  }

  add(packets: readonly Packet[]): void {
    if (packets.length === 0) return;
    const all = [...this.#packets, ...packets];
    for (const packet of packets) this.#bytes += cost(packet);
    let first = 0;
    while (all.length - first > this.#limits.packets || this.#bytes > this.#limits.bytes) {
      const oldest = all[first];
      if (oldest === undefined) break;
      this.#bytes -= cost(oldest);
      first += 1;
    }
    this.#gone += first;
    this.#packets = first === 0 ? all : all.slice(first);
  }
}

function cost({ bytes }: Packet): number {
  return bytes.length + OVERHEAD_BYTES;
}
