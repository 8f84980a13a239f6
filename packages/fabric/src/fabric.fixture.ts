import { fabricConfig, type FabricConfig, type FabricNic, type FabricTunnel } from '@umlaut/contracts/fabric';
import { DEFAULT_VLAN, NO_IMPAIRMENT, type Impairment, type PortVlan } from '@umlaut/contracts/model';
import { DataPlane } from './data-plane.ts';
import { parseMac } from './ethernet.ts';
import { Fabric } from './fabric.ts';
import { FrameWorkspace } from './frame-workspace.ts';
import { encodeHeader, tunnelKey } from './l2tpv3-codec.ts';
import type { NicSocket, NicSockets } from './nic-socket.ts';
import { seededRandom } from './seeded-random.fixture.ts';
import type { FabricServices } from './services.ts';

const SLOT = 4096;
const SLOTS = 4;
const SCRATCH = 1_048_576;

/** Sockets without a network: what is sent is written down. */
class FakeSockets implements NicSockets {
  readonly bytes = new Uint8Array(SLOT * SLOTS + SCRATCH);
  readonly lengths = new Int32Array(SLOTS);
  readonly slotBytes = SLOT;
  readonly scratchStart = SLOT * SLOTS;
  readonly received = new Map<string, string[]>();
  readonly taking = new Map<string, (count: number) => void>();
  readonly refused = new Set<string>();

  open(tunnel: FabricTunnel, onBatch: (count: number) => void): NicSocket {
    const key = keyOf(tunnel);
    if (this.refused.has(key)) throw new Error('EADDRINUSE');
    const slices = new Int32Array(256);
    this.taking.set(key, onBatch);
    const received = this.received.get(key) ?? [];
    this.received.set(key, received);
    return {
      slices,
      send: (count) => {
        for (let each = 0; each < count; each += 1) {
          const [at = 0, length = 0] = slices.subarray(2 * each, 2 * each + 2);
          received.push(Buffer.from(this.bytes.subarray(at, at + length)).toString('hex'));
        }
        return 0;
      },
      close: () => this.taking.delete(key),
    };
  }
}

/** A NIC's id, or where another tunnel of the fabric is bound. */
function keyOf(tunnel: FabricTunnel): string {
  return 'id' in tunnel ? String(tunnel.id) : `${tunnel.local.address}:${tunnel.local.port}`;
}

/** A fabric on a clock and with dice of its own. NICs are "a" to "h", as are their machines and addresses. */
export class TestFabric {
  now = 1000;
  readonly sockets = new FakeSockets();
  readonly fabric: Fabric;
  #wakeAt = Infinity;
  #pump = false;
  readonly #plane: DataPlane;

  constructor(services: FabricServices = {}) {
    this.#plane = new DataPlane({
      workspace: new FrameWorkspace(this.sockets.bytes, this.sockets.scratchStart),
      now: () => this.now,
      random: seededRandom(1),
      maxDelayedBytes: 10_000,
      arm: (milliseconds) => (this.#wakeAt = this.now + milliseconds),
      soon: () => (this.#pump = true),
    });
    this.fabric = new Fabric({ plane: this.#plane, sockets: this.sockets, services });
  }

  /** From the guest's NIC into the fabric. */
  send(nic: string, frame: string, change: (datagram: Buffer) => Buffer = (same) => same): void {
    this.arrive(testNic(nic), frame, change);
  }

  /** Out of any tunnel into the fabric. */
  arrive(tunnel: FabricTunnel, frame: string, change: (datagram: Buffer) => Buffer = (same) => same): void {
    const header = encodeHeader(tunnelKey(tunnel.rxSession, tunnel.rxCookie));
    const datagram = change(Buffer.concat([header, Buffer.from(frame, 'hex')]));
    this.sockets.bytes.set(datagram, 0);
    this.sockets.lengths[0] = datagram.length;
    this.sockets.taking.get(keyOf(tunnel))?.(1);
  }

  /** What NICs got since they were asked last. */
  got(nics: string): string[][] {
    return Array.from(nics, (nic) => this.sockets.received.get(testNic(nic).id)?.splice(0) ?? []);
  }

  /** Lets time pass, and timers with it. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    while (this.#wakeAt <= end) {
      this.now = Math.max(this.now, this.#wakeAt);
      this.#wakeAt = Infinity;
      this.#plane.wake();
    }
    this.now = end;
  }

  /** Turns of the event loop, as long as there is something to do. @returns how many there were */
  turn(most: number): number {
    let turns = 0;
    for (; this.#pump && turns < most; turns += 1) {
      this.#pump = false;
      this.#plane.pump();
    }
    return turns;
  }
}

function testNic(name: string): FabricNic {
  const number = name.charCodeAt(0) - 96;
  return {
    id: `m-${name.repeat(10)}/0` as FabricNic['id'],
    mac: testMac(name),
    local: { address: `127.1.0.${number}`, port: 20_000 },
    remote: { address: `127.2.0.${number}`, port: 20_000 },
    rxSession: number,
    txSession: 1000 + number,
    rxCookie: `00000000000000${number.toString(16).padStart(2, '0')}`,
    txCookie: `10000000000000${number.toString(16).padStart(2, '0')}`,
  };
}

export function testMac(name: string): string {
  return `02:00:00:00:00:${(name.charCodeAt(0) - 96).toString(16).padStart(2, '0')}`;
}

/** A frame as hexadecimal digits: to and from a NIC, or "*" for all; perhaps in a VLAN. */
export function frame(
  from: string,
  to: string,
  { vlan, text = 'hello' }: { vlan?: number; text?: string } = {},
): string {
  const digits = (name: string): string =>
    name === '*'
      ? 'f'.repeat(12)
      : parseMac(testMac(name))
          .map((half) => half.toString(16).padStart(6, '0'))
          .join('');
  const tag = vlan === undefined ? '' : `8100${vlan.toString(16).padStart(4, '0')}`;
  return `${digits(to)}${digits(from)}${tag}88b5${Buffer.from(text).toString('hex')}`;
}

/** A place of a link: "a" is a NIC, "s:3" port 3 of node s, with what it does with VLANs. */
type Place = string | [place: string, vlan: PortVlan];

interface TestLink {
  ends: [Place, Place];
  enabled?: boolean;
  there?: Partial<Impairment>;
  back?: Partial<Impairment>;
}

export interface TestConfig {
  revision?: number;
  nics?: string;
  /** "s" and "t" are switches, "h" and "i" hubs, "u" is an uplink, "r" another host. */
  nodes?: string;
  links?: Record<string, TestLink>;
  stormGuard?: boolean;
  dhcp?: unknown;
  /** Of "r". */
  tunnel?: FabricTunnel | null;
}

export const linkId = (name: string): string => `k-${name.repeat(10)}`;
export const nodeId = (name: string): string => `n-${name.repeat(10)}`;

export function testConfig(config: TestConfig): FabricConfig {
  const { revision = 1, nics = '', nodes = '', links = {}, stormGuard = true, dhcp = null } = config;
  const { tunnel = null } = config;
  return fabricConfig.parse({
    revision,
    nics: Array.from(nics, testNic),
    nodes: Array.from(nodes, (name) => {
      const id = nodeId(name);
      if (name === 'h' || name === 'i') return { kind: 'hub', id };
      if (name === 'r') return { kind: 'remote', id, tunnel };
      if (name === 'u') return { kind: 'uplink', id, forwards: [] };
      return { kind: 'switch', id, ageingSeconds: 300, stormGuard, dhcp, names: [] };
    }),
    links: Object.entries(links).map(([name, { ends, enabled = true, there, back }]) => ({
      id: linkId(name),
      ends: ends.map(endOf),
      enabled,
      impairments: [
        { ...NO_IMPAIRMENT, ...there },
        { ...NO_IMPAIRMENT, ...back },
      ],
    })),
  });
}

function endOf(place: Place): unknown {
  const [text, vlan] = typeof place === 'string' ? [place, DEFAULT_VLAN] : place;
  const [name = '', port] = text.split(':');
  if (port === undefined) return { kind: 'nic', nic: testNic(name).id };
  return { kind: 'node', node: nodeId(name), port: Number(port), vlan };
}
