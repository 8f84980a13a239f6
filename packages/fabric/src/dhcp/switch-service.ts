import type { DhcpLease, SwitchDhcp } from '@umlaut/contracts/model';
import { UmlautError } from '@umlaut/contracts/errors';
import { answerQuestion, readDnsQuestion, writeDnsAnswer } from '../dns/index.ts';
import type { FrameSink } from '../frame-sink.ts';
import { answerArp, answerPing } from '../packet/arp-responder.ts';
import { ETHERTYPE, readEthernet, type EthernetHeader } from '../packet/ethernet.ts';
import { parseIpv4, parseSubnet } from '../packet/ipv4-address.ts';
import { readIpv4, type Ipv4Header } from '../packet/ipv4.ts';
import { isGroup, isMac, macBytes, readMac } from '../packet/mac-address.ts';
import { readUdp, udpFrame, type UdpHeader } from '../packet/udp.ts';
import { UPLINK_RESOLVER } from '../uplink/network.ts';
import { DHCP_SERVER_PORT, DhcpResponder } from './dhcp-responder.ts';
import { DOMAIN, type DhcpServerConfig } from './dhcp-server.ts';

/** Names of machines with the addresses of their NICs in this switch. */
export type SwitchNames = readonly { name: string; mac: string }[];

export interface SwitchServiceOptions {
  /** Its own in the network. */
  mac: string;
  config: SwitchDhcp;
  names: SwitchNames;
  /** As `onLeasesChanged` gave them last. */
  leases?: readonly DhcpLease[];
  /** Milliseconds since 1970. */
  now: () => number;
  /** A frame into the network; it may be kept. */
  emit: (frame: Uint8Array) => void;
  /** What to keep: plain JSON. */
  onLeasesChanged: (leases: DhcpLease[]) => void;
}

const DNS_PORT = 53;
/** Leases change quickly in labs. */
const TTL_SECONDS = 5;

/** The station inside a switch, at the subnet's first address: DHCP, DNS, ARP and ping. It has no memory of strangers. */
export class SwitchService implements FrameSink {
  readonly #options: SwitchServiceOptions;
  readonly #mac: Uint8Array;
  readonly #dhcp: DhcpResponder;
  #names: SwitchNames;
  #dns: boolean;
  #server: DhcpServerConfig;

  constructor(options: SwitchServiceOptions) {
    const { mac, config, names, leases = [], now, onLeasesChanged } = options;
    this.#options = options;
    this.#mac = macBytes(mac);
    this.#names = names;
    this.#dns = config.dns;
    this.#server = serverConfig(config);
    this.#dhcp = new DhcpResponder({ mac, config: this.#server, saved: leases, now, onLeasesChanged });
  }

  /** What fits the new configuration stays: leases of addresses that are still in the subnet. */
  update(config: SwitchDhcp, names: SwitchNames): void {
    this.#names = names;
    this.#dns = config.dns;
    this.#server = serverConfig(config);
    this.#dhcp.update(this.#server);
  }

  /** Leases in force. */
  get leases(): DhcpLease[] {
    return this.#dhcp.leases();
  }

  deliver(bytes: Uint8Array, start: number, end: number): void {
    const ethernet = readEthernet(bytes, start, end);
    if (ethernet === null || ethernet.vlan !== null || isGroup(bytes, start + 6)) return;
    const toUs = isMac(bytes, start, this.#mac);
    if (!toUs && !isGroup(bytes, start)) return;
    const answer =
      ethernet.type === ETHERTYPE.arp
        ? answerArp(bytes, ethernet, end, {
            mac: this.#options.mac,
            has: (address) => address === this.#server.address,
          })
        : this.#answerIpv4(bytes, ethernet, start, end);
    if (answer !== null) this.#options.emit(answer);
  }

  #answerIpv4(bytes: Uint8Array, ethernet: EthernetHeader, start: number, end: number): Uint8Array | null {
    if (ethernet.type !== ETHERTYPE.ipv4) return null;
    const ip = readIpv4(bytes, ethernet.payload, end);
    if (ip === null) return null;
    const udp = readUdp(bytes, ip);
    if (udp?.destinationPort === DHCP_SERVER_PORT) return this.#dhcp.answer(bytes, ip, udp);
    if (ip.destination !== this.#server.address || !isMac(bytes, start, this.#mac)) return null;
    if (udp?.destinationPort === DNS_PORT && this.#dns) return this.#answerDns(bytes, start, ip, udp);
    return answerPing(bytes, start, ip, this.#options.mac);
  }

  #answerDns(bytes: Uint8Array, start: number, ip: Ipv4Header, udp: UdpHeader): Uint8Array | null {
    const question = readDnsQuestion(bytes, udp.payload, udp.end);
    if (question === null) return null;
    const { subnet } = this.#server;
    const source = { domain: DOMAIN, subnet, names: this.#names, leases: this.leases };
    const envelope = {
      sourceMac: this.#options.mac,
      destinationMac: readMac(bytes, start + 6),
      source: ip.destination,
      destination: ip.source,
      sourcePort: DNS_PORT,
      destinationPort: udp.sourcePort,
    };
    return udpFrame(envelope, writeDnsAnswer(question, answerQuestion(question, source), TTL_SECONDS));
  }
}

function serverConfig({ subnet: text, router, leaseSeconds, dns }: SwitchDhcp): DhcpServerConfig {
  const subnet = parseSubnet(text);
  if (subnet === null) {
    throw new UmlautError('INVALID_INPUT', `"${text}" is no subnet like 10.0.0.0/24`, { field: 'subnet' });
  }
  const address = subnet.network + 1;
  // A resolver for names outside the lab, wherever the router has its own uplink.
  const outside = router === null ? null : parseIpv4(UPLINK_RESOLVER);
  const dnsServers = [...(dns ? [address] : []), ...(outside === null ? [] : [outside])];
  return { subnet, address, router: router === null ? null : parseIpv4(router), dnsServers, leaseSeconds };
}
