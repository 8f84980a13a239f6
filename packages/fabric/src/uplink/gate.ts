import { read16 } from '../packet/big-endian.ts';
import { IP_PROTOCOL, type Ipv4Header } from '../packet/ipv4.ts';

const DNS_PORT = 53;
const SYN = 0x02;
const ACK = 0x10;
/** Talks over forwarded UDP ports that are remembered; the oldest goes. */
const MAX_TALKS = 1024;

/**
 * What guests may reach through passt. It takes the gateway's address for this host's loopback, where services
 * listen that trust everybody there: only answers to what came in through a forwarded port get through. Of the resolver there is DNS and nothing else.
 */
export class Gate {
  readonly #gateways: (address: number) => boolean;
  readonly #resolver: number;
  /** Host's port and guest's, of datagrams that came in from the gateway's address. */
  readonly #talks = new Set<number>();

  constructor({ gateways, resolver }: { gateways: (address: number) => boolean; resolver: number }) {
    this.#gateways = gateways;
    this.#resolver = resolver;
  }

  /** From the network to passt. */
  allowsOut(bytes: Uint8Array, ip: Ipv4Header): boolean {
    if (!isUnicast(ip.destination)) return false;
    const toResolver = ip.destination === this.#resolver;
    if (!toResolver && !this.#gateways(ip.destination)) return true;
    if (ip.laterFragment || ip.moreFragments) return false;
    const { payload: at, end } = ip;
    if (ip.protocol === IP_PROTOCOL.tcp && !toResolver && end - at >= 20) {
      const flags = bytes[at + 13] ?? 0;
      return (flags & SYN) === 0 || (flags & ACK) !== 0;
    }
    if (ip.protocol !== IP_PROTOCOL.udp || end - at < 8) return false;
    const [guestPort, hostPort] = [read16(bytes, at), read16(bytes, at + 2)];
    if (toResolver) return hostPort === DNS_PORT;
    return this.#talks.has(hostPort * 65_536 + guestPort);
  }

  /** Notes what passt sends to the network. */
  noteIn(bytes: Uint8Array, ip: Ipv4Header): void {
    if (ip.protocol !== IP_PROTOCOL.udp || !this.#gateways(ip.source) || ip.end - ip.payload < 8) return;
    if (ip.laterFragment) return;
    const talk = read16(bytes, ip.payload) * 65_536 + read16(bytes, ip.payload + 2);
    this.#talks.delete(talk);
    this.#talks.add(talk);
    if (this.#talks.size > MAX_TALKS) {
      const [oldest = 0] = this.#talks;
      this.#talks.delete(oldest);
    }
  }
}

/** Neither "this network", loopback, a group, nor everybody: RFC 1122, 3.2.1.3. */
function isUnicast(address: number): boolean {
  const first = address >>> 24;
  return first !== 0 && first !== 127 && first < 224;
}
