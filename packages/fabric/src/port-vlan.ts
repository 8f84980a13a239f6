import type { PortVlan } from '@umlaut/contracts/model';
import { TYPE_VLAN, VLAN_TAG, read16 } from './ethernet.ts';

/** What `egress` says: as it is without a tag, with one, or not at all. */
export const EGRESS_NEVER = 0;
export const EGRESS_PLAIN = 1;
export const EGRESS_TAGGED = 2;

/** IEEE 802.1Q on one port of a switch. */
export class VlanRule {
  readonly #access: number;
  readonly #native: number;
  readonly #allowed: Uint8Array | null;

  constructor(vlan: PortVlan) {
    this.#access = vlan.mode === 'access' ? vlan.vlan : 0;
    this.#native = vlan.mode === 'trunk' ? (vlan.native ?? 0) : 0;
    this.#allowed = null;
    if (vlan.mode === 'trunk' && vlan.vlans !== null) {
      this.#allowed = new Uint8Array(4096);
      for (const id of vlan.vlans) this.#allowed[id] = 1;
      this.#allowed[this.#native] = 1;
    }
  }

  /** The VLAN of a frame that comes in here, or 0: none of this port's. `tag` is 0 without one, else from `tagOf`. */
  ingress(tag: number): number {
    if (this.#access !== 0) return tag === 0 ? this.#access : 0;
    // A tag that gives a priority and no VLAN is of the native one, too.
    const vlan = tag & 0xfff;
    if (vlan === 0) return this.#native;
    return this.#passes(vlan) ? vlan : 0;
  }

  egress(vlan: number): number {
    if (this.#access !== 0) return this.#access === vlan ? EGRESS_PLAIN : EGRESS_NEVER;
    if (this.#native === vlan) return EGRESS_PLAIN;
    return this.#passes(vlan) ? EGRESS_TAGGED : EGRESS_NEVER;
  }

  #passes(vlan: number): boolean {
    return vlan < 4095 && (this.#allowed === null || this.#allowed[vlan] === 1);
  }
}

/** 0 without a tag; else its 16 bits with a bit above them, so a tag is never 0. A tag cut off counts as none. */
export function tagOf(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start + 12] !== TYPE_VLAN >> 8 || read16(bytes, start + 12) !== TYPE_VLAN) return 0;
  return end - start < 14 + VLAN_TAG ? 0 : read16(bytes, start + 14) | 0x1_00_00;
}
