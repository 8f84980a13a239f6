/**
 * Which IPv4 addresses each interface of a guest has, from /proc/net/fib_trie (net/ipv4/fib_trie.c), where the addresses
 * are, and /proc/net/route, where the networks of the interfaces are: an address is of the interface whose network it
 * lies in. Without a network (a mask of 32 bits) it is of none. Loopback is left out. Pure.
 * @returns addresses by name of the interface
 */
export function guestAddresses(fibTrie: string, route: string): Map<string, string[]> {
  const networks = connectedNetworks(route);
  const found = new Map<string, string[]>();
  for (const address of localAddresses(fibTrie)) {
    const value = toNumber(address);
    const nearest = networks
      .filter(({ network, mask }) => (value & mask) >>> 0 === network)
      .toSorted((a, b) => b.mask - a.mask)[0];
    if (nearest !== undefined) found.set(nearest.device, [...(found.get(nearest.device) ?? []), address]);
  }
  return found;
}

/** Each address stands on a line of its own, and what it is on the next. */
function localAddresses(fibTrie: string): Set<string> {
  const pattern = /\|-- (\d+\.\d+\.\d+\.\d+)\n\s+\/32 host LOCAL/g;
  const all = Array.from(fibTrie.matchAll(pattern), ([, address = '']) => address);
  return new Set(all.filter((address) => !address.startsWith('127.')));
}

interface Network {
  device: string;
  network: number;
  mask: number;
}

/** Columns: Iface Destination Gateway Flags RefCnt Use Metric Mask ...; numbers in hexadecimal, as they lie in memory. */
function connectedNetworks(route: string): Network[] {
  return route.split('\n').flatMap((line) => {
    const [device = '', destination = '', gateway = '', , , , , mask = ''] = line.split('\t');
    if (!/^0{8}$/.test(gateway) || !/^[0-9A-F]{8}$/.test(mask) || /^0{8}$/.test(mask)) return [];
    return [{ device, network: fromMemory(destination), mask: fromMemory(mask) }];
  });
}

function fromMemory(hex: string): number {
  return Buffer.from(hex, 'hex').readUInt32LE();
}

function toNumber(address: string): number {
  return Buffer.from(address.split('.').map(Number)).readUInt32BE();
}
