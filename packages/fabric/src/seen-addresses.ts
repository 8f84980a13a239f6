import { TYPE_ARP, TYPE_IPV4, read16 } from './ethernet.ts';

const REMEMBERED = 4;
/** In an ARP packet for IPv4 over Ethernet, RFC 826, behind the frame's header: the sender's IPv4 address. */
const ARP_SENDER = 14 + 14;
const ARP_END = 14 + 28;
const IPV4_SOURCE = 14 + 12;
const IPV4_END = 14 + 20;

/**
 * The IPv4 addresses that a NIC uses: senders of its ARP packets. Of other packets only as long as it sent no ARP, as
 * a router sends on those of others.
 */
export class SeenAddresses {
  /** Newest first, as the 32 bits of each. */
  #addresses: readonly number[] = [];

  look(bytes: Uint8Array, start: number, end: number): void {
    const type = read16(bytes, start + 12);
    if (type === TYPE_ARP) {
      if (end - start >= ARP_END && read16(bytes, start + 16) === TYPE_IPV4)
        this.#note(bytes, start + ARP_SENDER);
    } else if (type === TYPE_IPV4 && this.#addresses.length === 0 && end - start >= IPV4_END) {
      this.#note(bytes, start + IPV4_SOURCE);
    }
  }

  clear(): void {
    this.#addresses = [];
  }

  list(): string[] {
    return this.#addresses.map((address) =>
      [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join('.'),
    );
  }

  #note(bytes: Uint8Array, at: number): void {
    const address = (read16(bytes, at) << 16) | read16(bytes, at + 2);
    // 0.0.0.0 asks whether an address is free (RFC 5227), and is none.
    if (address === 0 || this.#addresses[0] === address) return;
    const others = this.#addresses.filter((other) => other !== address);
    this.#addresses = [address, ...others].slice(0, REMEMBERED);
  }
}
