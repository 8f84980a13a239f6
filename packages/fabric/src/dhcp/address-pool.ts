import type { Ipv4Subnet } from '../packet/ipv4-address.ts';

/** The addresses of a subnet that stations may get: all but the network's, the broadcast and `reserved`. */
export class AddressPool {
  readonly #first: number;
  readonly #last: number;
  readonly #reserved: ReadonlySet<number>;

  constructor(subnet: Ipv4Subnet, reserved: Iterable<number>) {
    this.#first = subnet.network + 1;
    this.#last = subnet.broadcast - 1;
    this.#reserved = new Set(reserved);
  }

  has(address: number): boolean {
    return address >= this.#first && address <= this.#last && !this.#reserved.has(address);
  }

  /** Ends soon: no more addresses are taken than a lease table holds. */
  lowest(taken: (address: number) => boolean): number | null {
    for (let address = this.#first; address <= this.#last; address += 1) {
      if (!this.#reserved.has(address) && !taken(address)) return address;
    }
    return null;
  }
}
