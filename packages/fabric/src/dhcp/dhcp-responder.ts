import type { DhcpLease } from '@umlaut/contracts/model';
import type { Ipv4Header } from '../packet/ipv4.ts';
import { BROADCAST } from '../packet/mac-address.ts';
import { udpFrame, type UdpHeader } from '../packet/udp.ts';
import { AnswerBudget } from './answer-budget.ts';
import { DhcpServer, type DhcpServerConfig } from './dhcp-server.ts';
import { readDhcp, writeDhcp, type DhcpMessage } from './message-codec.ts';

export const DHCP_SERVER_PORT = 67;
const CLIENT_PORT = 68;
const EVERYBODY = 0xffff_ffff;
/** A hundred machines that boot at once fit; a storm does not. */
const ANSWERS_PER_SECOND = 100;

export interface DhcpResponderOptions {
  mac: string;
  config: DhcpServerConfig;
  saved: readonly DhcpLease[];
  /** Milliseconds since 1970. */
  now: () => number;
  /** All that should be kept: leases in force and those that ran out. */
  onLeasesChanged: (leases: DhcpLease[]) => void;
}

/** Frames of DHCP clients in, frames for them out. */
export class DhcpResponder {
  readonly #options: DhcpResponderOptions;
  readonly #budget: AnswerBudget;
  readonly #server: DhcpServer;
  #config: DhcpServerConfig;

  constructor(options: DhcpResponderOptions) {
    this.#options = options;
    this.#config = options.config;
    this.#server = new DhcpServer(options.config, options.saved);
    this.#budget = new AnswerBudget(ANSWERS_PER_SECOND, options.now());
  }

  update(config: DhcpServerConfig): void {
    this.#config = config;
    this.#server.update(config);
    this.#options.onLeasesChanged(this.remembered());
  }

  /** Leases in force. */
  leases(): DhcpLease[] {
    return this.#server.leases.active(this.#options.now());
  }

  remembered(): DhcpLease[] {
    return this.#server.leases.remembered();
  }

  /** The frame to send for this datagram to our port; null: none. */
  answer(bytes: Uint8Array, ip: Ipv4Header, udp: UdpHeader): Uint8Array | null {
    const { subnet, address } = this.#config;
    if (ip.destination !== EVERYBODY && ip.destination !== address && ip.destination !== subnet.broadcast) {
      return null;
    }
    const message = readDhcp(bytes, udp.payload, udp.end);
    const now = this.#options.now();
    if (message === null || !this.#budget.take(now)) return null;
    const { answer, changed } = this.#server.receive(message, now);
    if (changed) this.#options.onLeasesChanged(this.remembered());
    return answer === null ? null : this.#frame(answer);
  }

  /** RFC 2131, 4.1: to whom an answer goes. */
  #frame(answer: DhcpMessage): Uint8Array {
    const toAddress = answer.clientAddress === 0 ? answer.yourAddress : answer.clientAddress;
    const everybody =
      answer.type === 'nak' || toAddress === 0 || (answer.broadcast && answer.clientAddress === 0);
    const envelope = {
      sourceMac: this.#options.mac,
      destinationMac: everybody ? BROADCAST : answer.mac,
      source: this.#config.address,
      destination: everybody ? EVERYBODY : toAddress,
      sourcePort: DHCP_SERVER_PORT,
      destinationPort: CLIENT_PORT,
    };
    return udpFrame(envelope, writeDhcp(answer));
  }
}
