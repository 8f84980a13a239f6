import type { DhcpLease } from '@umlaut/contracts/model';
import { write32 } from '../packet/big-endian.ts';
import type { Ipv4Subnet } from '../packet/ipv4-address.ts';
import { AddressPool } from './address-pool.ts';
import { LeaseTable } from './lease-table.ts';
import { OPTION, addressOption, hostnameOption, type DhcpMessage, type DhcpType } from './message-codec.ts';

export interface DhcpServerConfig {
  subnet: Ipv4Subnet;
  /** Its own address. */
  address: number;
  router: number | null;
  dnsServers: readonly number[];
  leaseSeconds: number;
}

/** "web.lab" */
export const DOMAIN = 'lab';

/** RFC 2131, as the only server of its network: what it does not know it may give away. Pure. */
export class DhcpServer {
  #config: DhcpServerConfig;
  readonly leases: LeaseTable;

  constructor(config: DhcpServerConfig, saved: readonly DhcpLease[]) {
    this.#config = config;
    this.leases = new LeaseTable(poolOf(config), saved);
  }

  update(config: DhcpServerConfig): void {
    this.#config = config;
    this.leases.setPool(poolOf(config));
  }

  /** `changed`: leases in force did. */
  receive(message: DhcpMessage, now: number): { answer: DhcpMessage | null; changed: boolean } {
    // No relays: this server sits in the network that it serves.
    if (!message.fromClient || message.relayAddress !== 0) return SILENCE;
    switch (message.type) {
      case 'discover':
        return this.#discover(message, now);
      case 'request':
        return this.#request(message, now);
      case 'decline':
        return this.#forUs(message)
          ? {
              answer: null,
              changed: this.leases.decline(
                message.mac,
                addressOption(message, OPTION.requestedAddress) ?? 0,
                now,
              ),
            }
          : SILENCE;
      case 'release':
        return this.#forUs(message)
          ? { answer: null, changed: this.leases.release(message.mac, message.clientAddress, now) }
          : SILENCE;
      case 'inform':
        return message.clientAddress === 0
          ? SILENCE
          : { answer: this.#answer(message, 'ack', null), changed: false };
      case 'offer':
      case 'ack':
      case 'nak':
        return SILENCE;
    }
  }

  #discover(message: DhcpMessage, now: number) {
    const wanted = addressOption(message, OPTION.requestedAddress);
    const address = this.leases.choose(message.mac, wanted, now);
    // No address left: RFC 2131, 4.3.1 leaves the client without an answer.
    if (address === null) return SILENCE;
    this.leases.offer(message.mac, address, now);
    return { answer: this.#answer(message, 'offer', address), changed: false };
  }

  /** RFC 2131, 4.3.2: SELECTING names its server; INIT-REBOOT its address; RENEWING and REBINDING have one. */
  #request(message: DhcpMessage, now: number) {
    if (!this.#forUs(message)) {
      this.leases.withdraw(message.mac);
      return SILENCE;
    }
    const wanted =
      message.clientAddress === 0 ? addressOption(message, OPTION.requestedAddress) : message.clientAddress;
    if (wanted === null) return SILENCE;
    const own = this.leases.addressOf(message.mac);
    const selecting = message.options.has(OPTION.serverAddress);
    const fits = own === null ? !selecting : own === wanted;
    if (!fits || !this.leases.isFree(wanted, message.mac, now)) {
      return { answer: this.#refusal(message), changed: false };
    }
    const expiresAt = now + this.#config.leaseSeconds * 1000;
    this.leases.grant(message.mac, wanted, {
      hostname: hostnameOption(message),
      expiresAt,
      grantedAt: now,
    });
    return { answer: this.#answer(message, 'ack', wanted), changed: true };
  }

  /** Unless it names another server. */
  #forUs(message: DhcpMessage): boolean {
    const server = addressOption(message, OPTION.serverAddress);
    return server === null || server === this.#config.address;
  }

  #answer(message: DhcpMessage, type: DhcpType, address: number | null): DhcpMessage {
    const { subnet, router, dnsServers, leaseSeconds } = this.#config;
    const options = new Map([
      [OPTION.serverAddress, addressBytes([this.#config.address])],
      [OPTION.subnetMask, addressBytes([subnet.mask])],
      [OPTION.domain, new TextEncoder().encode(DOMAIN)],
    ] as [number, Uint8Array][]);
    if (router !== null) options.set(OPTION.router, addressBytes([router]));
    if (dnsServers.length > 0) options.set(OPTION.dnsServers, addressBytes(dnsServers));
    if (address !== null) {
      options.set(OPTION.leaseSeconds, addressBytes([leaseSeconds]));
      options.set(OPTION.renewalSeconds, addressBytes([Math.floor(leaseSeconds / 2)]));
      options.set(OPTION.rebindingSeconds, addressBytes([Math.floor((leaseSeconds * 7) / 8)]));
    }
    return { ...reply(message, type), yourAddress: address ?? 0, options };
  }

  #refusal(message: DhcpMessage): DhcpMessage {
    const options = new Map([[OPTION.serverAddress, addressBytes([this.#config.address])] as const]);
    return { ...reply(message, 'nak'), clientAddress: 0, options };
  }
}

const SILENCE = { answer: null, changed: false };

function reply(message: DhcpMessage, type: DhcpType): DhcpMessage {
  return { ...message, type, fromClient: false, yourAddress: 0 };
}

function addressBytes(addresses: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(addresses.length * 4);
  for (const [index, address] of addresses.entries()) write32(bytes, index * 4, address);
  return bytes;
}

function poolOf({ subnet, address, router, dnsServers }: DhcpServerConfig): AddressPool {
  return new AddressPool(subnet, [address, ...(router === null ? [] : [router]), ...dnsServers]);
}
