import type { FabricForward } from '@umlaut/contracts/fabric';
import type { DhcpLease, ForwardState, LabNodeId } from '@umlaut/contracts/model';
import { DHCP_SERVER_PORT, DhcpResponder } from '../dhcp/dhcp-responder.ts';
import type { FrameSink } from '../frame-sink.ts';
import { answerArp, answerPing } from '../packet/arp-responder.ts';
import { readArp } from '../packet/arp.ts';
import { read16, read32 } from '../packet/big-endian.ts';
import { ETHERNET_BYTES, ETHERTYPE, readEthernet, type EthernetHeader } from '../packet/ethernet.ts';
import { parseIpv4, parseSubnet } from '../packet/ipv4-address.ts';
import { readIpv4, type Ipv4Header } from '../packet/ipv4.ts';
import { readIpv6 } from '../packet/ipv6.ts';
import { isGroup, isMac, macBytes, readMac } from '../packet/mac-address.ts';
import { readUdp } from '../packet/udp.ts';
import { forwardState } from './forward-state.ts';
import { Gate } from './gate.ts';
import { HostForwards } from './host-forwards.ts';
import type { HostPorts } from './host-ports.ts';
import { allowsOut6 } from './ipv6/gate6.ts';
import { answerNeighbour } from './ipv6/neighbours.ts';
import { hostHasIpv6 } from './ipv6/network6.ts';
import { UPLINK_GATEWAY, UPLINK_RESOLVER, UPLINK_SUBNET } from './network.ts';
import { givenAddress, type StationLink } from './station-link.ts';
import { MAX_STATIONS, StationLinks } from './station-links.ts';

export interface UplinkStatus {
  status: 'up' | 'starting' | 'failed';
  /** Sentences, with what to do about it. */
  problem: string | null;
  /** In their order. */
  forwards: ForwardState[];
}

export interface UplinkOptions {
  /** Of the gateway in the network. Default: one that no machine has. */
  mac?: string;
  node: LabNodeId;
  forwards: readonly FabricForward[];
  /** Of all uplinks of this process. */
  ports: HostPorts<LabNodeId>;
  /**
   * Addresses that switches with a DHCP of their own tell as their router: it answers to them, too. When there are
   * any, its own DHCP is silent.
   */
  routers?: readonly string[];
  /** As `onLeasesChanged` gave them last. */
  leases?: readonly DhcpLease[];
  onLeasesChanged?: (leases: DhcpLease[]) => void;
  /** Default: passt, from PATH. */
  program?: string;
  /** Whether there is a way out by IPv6. Default: as this host has it. */
  ipv6?: boolean;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** A frame into the network; it may be kept. */
  emit: (frame: Uint8Array) => void;
  onStatus?: (status: UplinkStatus) => void;
}

const DEFAULT_MAC = '02:55:4d:4c:00:01';
const LEASE_SECONDS = 3600;
const GATEWAY = parseIpv4(UPLINK_GATEWAY) ?? 0;
const RESOLVER = parseIpv4(UPLINK_RESOLVER) ?? 0;

/** The Internet for a network: a gateway with DHCP, and address translation by passt behind it. */
export class Uplink implements FrameSink {
  readonly #options: UplinkOptions;
  readonly #now: () => number;
  readonly #mac: string;
  readonly #macBytes: Uint8Array;
  readonly #ipv6: boolean;
  readonly #dhcp: DhcpResponder;
  readonly #links: StationLinks;
  readonly #gate = new Gate({
    gateways: (address) => address === GATEWAY || this.#routers.has(address),
    resolver: RESOLVER,
  });
  readonly #forwards: HostForwards;
  #routers: ReadonlySet<number>;
  #ended = false;

  constructor(options: UplinkOptions) {
    const { mac = DEFAULT_MAC, program = 'passt', now = Date.now, emit } = options;
    this.#options = options;
    this.#now = now;
    this.#mac = mac;
    this.#macBytes = macBytes(mac);
    this.#ipv6 = options.ipv6 ?? hostHasIpv6();
    this.#forwards = new HostForwards({
      owner: options.node,
      ports: options.ports,
      onChanged: () => {
        void this.#links.refresh();
        this.#report();
      },
    });
    this.#forwards.replace(options.forwards);
    this.#routers = addressSet(options.routers ?? []);
    this.#dhcp = new DhcpResponder({
      mac,
      config: dhcpConfig(),
      saved: options.leases ?? [],
      now,
      onLeasesChanged: (leases) => options.onLeasesChanged?.(leases),
    });
    this.#links = new StationLinks({
      program,
      mac,
      settings: () => ({ mac, ipv6: this.#ipv6 }),
      forwards: () => this.#forwards.free,
      ready: () => this.#forwards.ready(),
      onRefused: (port) => this.#forwards.refused(port),
      gate: this.#gate,
      emit: (frame) => {
        if (!this.#ended) emit(frame);
      },
      // The first one is called while the links are made.
      onStatus: () => queueMicrotask(() => this.#report()),
    });
    this.#forwards.check(Promise.resolve());
  }

  /** Stations whose forwards change get another passt: their connections break. */
  update(forwards: readonly FabricForward[]): void {
    if (this.#ended) return;
    this.#forwards.replace(forwards);
    this.#forwards.check(this.#links.refresh());
  }

  /** See the option. */
  setRouters(routers: readonly string[]): void {
    this.#routers = addressSet(routers);
  }

  get state(): UplinkStatus {
    const { status } = this.#links.first.status;
    const failed = this.#links.all.map((link) => link.status.problem).find((problem) => problem !== null);
    const crowd = `More than ${MAX_STATIONS} machines use this uplink: the others stay without Internet`;
    const sentences = failed?.hint === undefined ? failed?.message : `${failed.message}. ${failed.hint}`;
    return {
      status,
      problem: sentences ?? (this.#links.crowded ? crowd : null),
      forwards: this.#forwards.all.map((held) => forwardState(held, this.#links.carrierOf(held.forward))),
    };
  }

  /** Leases in force. */
  get leases(): DhcpLease[] {
    return this.#dhcp.leases();
  }

  /** Resolves when all its processes are gone. */
  async close(): Promise<void> {
    this.#ended = true;
    await this.#links.end();
    this.#forwards.end();
  }

  deliver(bytes: Uint8Array, start: number, end: number): void {
    const ethernet = this.#ended ? null : readEthernet(bytes, start, end);
    if (ethernet === null || ethernet.vlan !== null || isGroup(bytes, start + 6)) return;
    if (ethernet.type === ETHERTYPE.arp) this.#answerArp(bytes, ethernet, start, end);
    else if (ethernet.type === ETHERTYPE.ipv4) this.#takeIpv4(bytes, ethernet, start, end);
    else if (ethernet.type === ETHERTYPE.ipv6 && this.#ipv6) this.#takeIpv6(bytes, start, end);
  }

  #takeIpv6(bytes: Uint8Array, start: number, end: number): void {
    const toUs = isMac(bytes, start, this.#macBytes);
    if (!toUs && !isGroup(bytes, start)) return;
    const answer = answerNeighbour(bytes, start, end, this.#mac);
    if (answer !== null) {
      this.#options.emit(answer);
      return;
    }
    const ip = toUs ? readIpv6(bytes, start + ETHERNET_BYTES, end) : null;
    if (ip !== null && allowsOut6(bytes, ip)) this.#linkOf(bytes, start)?.write6(bytes, start, end);
  }

  #answerArp(bytes: Uint8Array, ethernet: EthernetHeader, start: number, end: number): void {
    const own = { mac: this.#mac, has: (address: number) => this.#isOurs(address) };
    const answer = answerArp(bytes, ethernet, end, own);
    if (answer === null) return;
    this.#linkOf(bytes, start)?.learn(readArp(bytes, ethernet.payload, end)?.senderAddress ?? 0);
    this.#options.emit(answer);
  }

  #takeIpv4(bytes: Uint8Array, ethernet: EthernetHeader, start: number, end: number): void {
    const toUs = isMac(bytes, start, this.#macBytes);
    if (!toUs && !isGroup(bytes, start)) return;
    const ip = readIpv4(bytes, ethernet.payload, end);
    if (ip === null || this.#answerDhcp(bytes, start, ip) || !toUs) return;
    const link = this.#linkOf(bytes, start);
    if (this.#isOurs(ip.destination)) {
      const pong = answerPing(bytes, start, ip, this.#mac);
      if (pong !== null) {
        this.#options.emit(pong);
        return;
      }
    }
    if (link !== null && this.#gate.allowsOut(bytes, ip)) link.write(bytes, start, end, ip.source);
  }

  /** True when it was for the DHCP server, answered or not. */
  #answerDhcp(bytes: Uint8Array, start: number, ip: Ipv4Header): boolean {
    const port = read16(bytes, ip.payload + 2);
    const udp = port === DHCP_SERVER_PORT ? readUdp(bytes, ip) : null;
    if (udp === null) return false;
    if (this.#routers.size > 0) return true;
    const answer = this.#dhcp.answer(bytes, ip, udp);
    if (answer === null) return true;
    this.#linkOf(bytes, start)?.learn(givenAddress(answer));
    this.#options.emit(answer);
    return true;
  }

  #linkOf(bytes: Uint8Array, start: number): StationLink | null {
    const key = read16(bytes, start + 6) * 0x1_0000_0000 + read32(bytes, start + 8);
    const before = this.#links.crowded;
    const link = this.#links.of(key, () => readMac(bytes, start + 6), this.#now());
    if (this.#links.crowded !== before) this.#report();
    return link;
  }

  #isOurs(address: number): boolean {
    return address === GATEWAY || address === RESOLVER || this.#routers.has(address);
  }

  #report(): void {
    if (this.#ended) return;
    this.#options.onStatus?.(this.state);
  }
}

function addressSet(texts: readonly string[]): Set<number> {
  return new Set(texts.flatMap((text) => parseIpv4(text) ?? []));
}

function dhcpConfig() {
  const subnet = parseSubnet(UPLINK_SUBNET);
  if (subnet === null) throw new Error(`${UPLINK_SUBNET} is no subnet`);
  return { subnet, address: GATEWAY, router: GATEWAY, dnsServers: [RESOLVER], leaseSeconds: LEASE_SECONDS };
}
