import type { HostCable } from './host-cables.ts';
import { isOurInterface } from './interface-names.ts';
import type { KernelLink } from './kernel-links.ts';

/** An interface that UML opens, and what goes into a bridge. */
export interface WantedPort {
  /** A tap, or one end of a pair of virtual Ethernet interfaces. */
  kind: 'tap' | 'veth';
  name: string;
  /** Of a pair the far end, else the same. */
  plug: string;
  mtu: number;
}

export interface WantedBridge {
  name: string;
  /** Spanning tree. */
  stp: boolean;
  /** Names of the interfaces that are plugged in. */
  ports: readonly string[];
}

/** What there shall be in a network namespace. */
export interface WantedNetwork {
  ports: readonly WantedPort[];
  bridges: readonly WantedBridge[];
  /** Pairs that join two bridges: one end for each. */
  trunks: readonly (readonly [string, string])[];
  /** Pairs to bridges of the host, which are laid from outside: here their inner ends are plugged in. */
  hostCables: readonly HostCable[];
  /** Of the loopback interface, for tunnels between guests. */
  addresses: readonly string[];
}

export const NO_NETWORK: WantedNetwork = {
  ports: [],
  bridges: [],
  trunks: [],
  hostCables: [],
  addresses: [],
};

/** Lines for `ip -batch` (ip(8)), in the order in which they have to come. */
export interface NetworkPlan {
  /** Needs a device of taps. */
  taps: string[];
  links: string[];
}

/**
 * What makes a namespace as it is wanted, from what it has: pure. Interfaces with names that are not Umlaut's stay as
 * they are. Nothing that is right already is touched: guests send through it.
 * @param addresses of the loopback interface now
 */
export function planNetwork(
  wanted: WantedNetwork,
  links: readonly KernelLink[],
  addresses: readonly string[],
): NetworkPlan {
  const known = new Map(links.map((link) => [link.name, link]));
  const kinds = wantedKinds(wanted);
  const isRight = ({ name, kind }: KernelLink): boolean => kinds.get(name) === kind;
  const wrong = links.filter((link) => isOurInterface(link.name) && !isRight(link));
  const gone = new Set(wrong.map(({ name }) => name));
  const find = (name: string): KernelLink | undefined => (gone.has(name) ? undefined : known.get(name));
  return {
    taps: wanted.ports.flatMap(({ kind, name }) =>
      // User 0 of the namespace is the machines' account. UML sets the other flags itself (tap_init() of
      // arch/um/drivers/vector_user.c), which a tap that has no reader takes (tun_set_iff() of drivers/net/tun.c).
      kind === 'tap' && find(name) === undefined ? [`tuntap add dev ${name} mode tap user 0`] : [],
    ),
    links: [
      ...removals(wrong, known),
      ...wanted.bridges.flatMap((bridge) => bridgeLines(bridge, find(bridge.name))),
      ...wanted.ports.flatMap((port) => portLines(port, find)),
      ...wanted.trunks.flatMap(([near, far]) => pairLines(near, far, 0, find)),
      ...wanted.hostCables.flatMap(({ inside }) => (find(inside)?.isUp === false ? raise(inside) : [])),
      ...pluggingLines(wanted, find),
      ...wanted.addresses
        .filter((address) => !addresses.includes(address))
        .map((address) => `address add ${address} dev lo`),
    ],
  };
}

function wantedKinds({ ports, bridges, trunks, hostCables }: WantedNetwork): Map<string, string> {
  const kinds = new Map(bridges.map(({ name }) => [name, 'bridge']));
  for (const { kind, name, plug } of ports) {
    kinds.set(name, kind === 'tap' ? 'tun' : kind).set(plug, kind === 'tap' ? 'tun' : kind);
  }
  for (const name of trunks.flat()) kinds.set(name, 'veth');
  for (const { inside } of hostCables) kinds.set(inside, 'veth');
  return kinds;
}

/** One end of a pair takes the other with it; which are pairs is told by their names. */
function removals(wrong: readonly KernelLink[], known: ReadonlyMap<string, KernelLink>): string[] {
  const isSecond = (name: string): boolean =>
    (name.startsWith('p') && known.has(`v${name.slice(1)}`)) ||
    (name.startsWith('y') && known.has(`x${name.slice(1)}`));
  return wrong.filter(({ name }) => !isSecond(name)).map(({ name }) => `link delete ${name}`);
}

function bridgeLines({ name, stp }: WantedBridge, known: KernelLink | undefined): string[] {
  // Without spanning tree there is nothing to wait for before the first frame passes.
  const settings = `type bridge stp_state ${stp ? 1 : 0} forward_delay ${stp ? STP_DELAY : 0}`;
  if (known === undefined) return [`link add ${name} ${settings}`, ...raise(name)];
  return known.stp === stp ? [] : [`link set ${name} ${settings}`];
}

/** Hundredths of a second; the least that IEEE 802.1D allows is 4 seconds. */
const STP_DELAY = 400;

function portLines(
  { kind, name, plug, mtu }: WantedPort,
  find: (name: string) => KernelLink | undefined,
): string[] {
  if (kind === 'veth') return pairLines(name, plug, mtu, find);
  const known = find(name);
  if (known === undefined) return raise(name, mtu);
  return known.mtu === mtu ? [] : [`link set ${name} mtu ${mtu}`];
}

/** @param mtu 0: as the kernel likes */
function pairLines(
  near: string,
  far: string,
  mtu: number,
  find: (name: string) => KernelLink | undefined,
): string[] {
  const known = find(near);
  if (known === undefined) {
    return [`link add ${near} type veth peer name ${far}`, ...raise(near, mtu), ...raise(far, mtu)];
  }
  if (mtu === 0 || known.mtu === mtu) return [];
  return [near, far].map((name) => `link set ${name} mtu ${mtu}`);
}

/** Without an IPv6 address of the host's: it would be a station among the guests. */
function raise(name: string, mtu = 0): string[] {
  return [`link set ${name} addrgenmode none`, `link set ${name}${mtu === 0 ? '' : ` mtu ${mtu}`} up`];
}

function pluggingLines(
  { ports, bridges, trunks, hostCables }: WantedNetwork,
  find: (name: string) => KernelLink | undefined,
): string[] {
  const masters = new Map(bridges.flatMap(({ name, ports: inside }) => inside.map((port) => [port, name])));
  // One that could not be laid is not there.
  const laid = hostCables.map(({ inside }) => inside).filter((inside) => find(inside) !== undefined);
  const plugs = [...ports.map(({ plug }) => plug), ...trunks.flat(), ...laid];
  return plugs.flatMap((plug) => {
    const master = masters.get(plug) ?? null;
    const known = find(plug);
    // A bridge that goes lets its ports go.
    const before = known?.master ?? null;
    const now = before !== null && find(before) === undefined ? null : before;
    if (master === now) return [];
    return [master === null ? `link set ${plug} nomaster` : `link set ${plug} master ${master}`];
  });
}
