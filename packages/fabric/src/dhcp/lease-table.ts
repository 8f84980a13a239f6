import type { DhcpLease } from '@umlaut/contracts/model';
import { formatIpv4, parseIpv4 } from '../packet/ipv4-address.ts';
import type { AddressPool } from './address-pool.ts';

/** Stations that are remembered. */
export const MAX_LEASES = 4096;
const MAX_DECLINED = 256;
const DECLINED_MS = 3_600_000;
const OFFER_MS = 60_000;
/** The last instant that a Date can hold. */
const LAST_TIME = 8_640_000_000_000_000;

interface Lease {
  address: number;
  hostname: string | null;
  expiresAt: number;
  grantedAt: number | null;
  /** Offered only: neither told nor kept. */
  offered: boolean;
}

/**
 * Who has which address. A lease that ran out is remembered until its address is needed, so that a station
 * gets the same address again. Bounded: a flood of stations fills the table and no more.
 */
export class LeaseTable {
  readonly #byMac = new Map<string, Lease>();
  readonly #macOf = new Map<number, string>();
  /** Addresses that somebody else uses, by what a client said, and until when they are left alone. */
  readonly #declined = new Map<number, number>();
  #pool: AddressPool;

  constructor(pool: AddressPool, saved: readonly DhcpLease[] = []) {
    this.#pool = pool;
    for (const { mac, address, hostname, expiresAt, grantedAt } of saved.slice(0, MAX_LEASES)) {
      const number = parseIpv4(address);
      const time = Date.parse(expiresAt);
      if (number === null || Number.isNaN(time) || !pool.has(number) || this.#macOf.has(number)) continue;
      const granted = grantedAt === null ? null : Date.parse(grantedAt);
      this.#set(mac, { address: number, hostname, expiresAt: time, grantedAt: granted, offered: false });
    }
  }

  /** Leases of addresses that are no longer in the pool go. */
  setPool(pool: AddressPool): void {
    this.#pool = pool;
    for (const [mac, { address }] of this.#byMac) if (!pool.has(address)) this.#forget(mac);
    for (const address of this.#declined.keys()) if (!pool.has(address)) this.#declined.delete(address);
  }

  addressOf(mac: string): number | null {
    return this.#byMac.get(mac)?.address ?? null;
  }

  /** The address for this station: its own of before, else the one it wants, else the lowest free one. */
  choose(mac: string, wanted: number | null, now: number): number | null {
    const own = this.#byMac.get(mac);
    if (own !== undefined && !this.#isDeclined(own.address, now)) return own.address;
    if (wanted !== null && this.isFree(wanted, mac, now)) return wanted;
    if (this.#byMac.size < MAX_LEASES) {
      const taken = (address: number) => this.#macOf.has(address) || this.#isDeclined(address, now);
      const fresh = this.#pool.lowest(taken);
      if (fresh !== null) return fresh;
    }
    return this.#longestExpired(now);
  }

  /** Whether the station may have it: in the pool and nobody else's. */
  isFree(address: number, mac: string, now: number): boolean {
    if (!this.#pool.has(address) || this.#isDeclined(address, now)) return false;
    const holder = this.#macOf.get(address);
    if (holder === undefined) return this.#byMac.size < MAX_LEASES || this.#byMac.has(mac);
    return holder === mac || (this.#byMac.get(holder)?.expiresAt ?? 0) <= now;
  }

  offer(mac: string, address: number, now: number): void {
    if (this.#byMac.get(mac)?.address === address) return;
    this.#set(mac, { address, hostname: null, expiresAt: now + OFFER_MS, grantedAt: null, offered: true });
  }

  withdraw(mac: string): void {
    if (this.#byMac.get(mac)?.offered === true) this.#forget(mac);
  }

  grant(mac: string, address: number, { expiresAt, ...rest }: Omit<Lease, 'address' | 'offered'>): void {
    this.#set(mac, { address, ...rest, expiresAt: Math.min(expiresAt, LAST_TIME), offered: false });
  }

  /** True when it had that address. */
  release(mac: string, address: number, now: number): boolean {
    const lease = this.#byMac.get(mac);
    if (lease?.address !== address || lease.expiresAt <= now) return false;
    lease.expiresAt = now;
    return true;
  }

  decline(mac: string, address: number, now: number): boolean {
    if (this.#byMac.get(mac)?.address !== address) return false;
    this.#forget(mac);
    if (this.#declined.size >= MAX_DECLINED) {
      const [oldest] = this.#declined.keys();
      if (oldest !== undefined) this.#declined.delete(oldest);
    }
    this.#declined.set(address, now + DECLINED_MS);
    return true;
  }

  /** Leases in force. */
  active(now: number): DhcpLease[] {
    return this.remembered().filter(({ expiresAt }) => Date.parse(expiresAt) > now);
  }

  /** Those in force and those that ran out: what to keep on disk. */
  remembered(): DhcpLease[] {
    return [...this.#byMac].flatMap(([mac, { address, hostname, expiresAt, grantedAt, offered }]) =>
      offered
        ? []
        : [
            {
              mac,
              address: formatIpv4(address),
              hostname,
              expiresAt: new Date(expiresAt).toISOString(),
              grantedAt: grantedAt === null ? null : new Date(grantedAt).toISOString(),
            },
          ],
    );
  }

  #isDeclined(address: number, now: number): boolean {
    return (this.#declined.get(address) ?? 0) > now;
  }

  #longestExpired(now: number): number | null {
    let best: Lease | null = null;
    for (const lease of this.#byMac.values()) {
      if (lease.expiresAt > now || this.#isDeclined(lease.address, now)) continue;
      if (best === null || lease.expiresAt < best.expiresAt) best = lease;
    }
    return best?.address ?? null;
  }

  #set(mac: string, lease: Lease): void {
    this.#forget(mac);
    const holder = this.#macOf.get(lease.address);
    if (holder !== undefined) this.#forget(holder);
    this.#byMac.set(mac, lease);
    this.#macOf.set(lease.address, mac);
  }

  #forget(mac: string): void {
    const lease = this.#byMac.get(mac);
    if (lease === undefined) return;
    this.#byMac.delete(mac);
    this.#macOf.delete(lease.address);
  }
}
