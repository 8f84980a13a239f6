import { readArp } from '../packet/arp.ts';
import { read16 } from '../packet/big-endian.ts';
import { ETHERTYPE, readEthernet } from '../packet/ethernet.ts';
import { readIpv4 } from '../packet/ipv4.ts';
import { summarise } from '../packet/index.ts';
import { readMac } from '../packet/mac-address.ts';
import { frameHash } from '../storm-guard.ts';
import type { FrameMatch } from './trace.ts';

export interface Pair {
  macs: readonly [string, string];
  addresses: readonly [ReadonlySet<number>, ReadonlySet<number>];
}

/** Enough of what an IPv4 packet carries to tell it from the next with the same identification. */
const CARRIED = 24;

/** Knows what the two of a pair say to each other: by their addresses, or else by those of their NICs. */
export function matchPair({ macs, addresses: [first, second] }: Pair): FrameMatch {
  const isBetween = (source: number, target: number): boolean =>
    (first.has(source) && second.has(target)) || (second.has(source) && first.has(target));
  return (bytes, start, end) => {
    const ethernet = readEthernet(bytes, start, end);
    if (ethernet === null) return null;
    const { type, payload } = ethernet;
    const sender = readMac(bytes, start + 6);
    const text = (): string => summarise(bytes.slice(start, end)).info;
    const byMacs = (): boolean => {
      const target = readMac(bytes, start);
      return (sender === macs[0] && target === macs[1]) || (sender === macs[1] && target === macs[0]);
    };
    if (type === ETHERTYPE.arp) {
      const message = readArp(bytes, payload, end);
      if (message === null) return null;
      const { operation, senderMac, senderAddress, targetAddress } = message;
      if (!isBetween(senderAddress, targetAddress) && !byMacs()) return null;
      const kind = operation === 'request' ? 'arp-request' : 'arp-reply';
      return { key: `${kind} ${senderMac} ${targetAddress}`, kind, number: null, sender, text };
    }
    const ip = type === ETHERTYPE.ipv4 ? readIpv4(bytes, payload, end) : null;
    if (ip === null) {
      if (!byMacs()) return null;
      return { key: `frame ${frameHash(bytes, payload, end)}`, kind: 'other', number: null, sender, text };
    }
    if (!isBetween(ip.source, ip.destination) && !byMacs()) return null;
    // The time to live and the header's check sum change at each router.
    const carried = frameHash(bytes, ip.payload, Math.min(ip.end, ip.payload + CARRIED));
    const key = `ip ${ip.source} ${ip.destination} ${read16(bytes, payload + 4)} ${read16(bytes, payload + 6)} ${carried}`;
    return { key, kind: 'other', number: null, sender, text };
  };
}
