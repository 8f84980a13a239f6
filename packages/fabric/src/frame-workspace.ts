import { TYPE_VLAN, VLAN_TAG } from './ethernet.ts';

const ADDRESSES = 12;

/** The longest that a NIC takes or gives. */
const MAX_FRAME = 65_536;

/**
 * Frames made anew are written here, one behind the other, in the memory that sockets send from. Room is made only
 * between two frames of an event, when nobody looks at a frame any more: see `crowded`.
 */
export class FrameWorkspace {
  readonly bytes: Uint8Array;
  readonly #start: number;
  readonly #crowdedFrom: number;
  #next: number;

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.#start = start;
    this.#next = start;
    this.#crowdedFrom = start + (bytes.length - start) / 2;
  }

  /** All should be sent, and `reset` called, before the next frame is looked at. */
  get crowded(): boolean {
    return this.#next > this.#crowdedFrom;
  }

  /** Nobody needs what was written. */
  reset(): void {
    this.#next = this.#start;
  }

  /** @returns where the copy is, or -1 where there is no room */
  copy(bytes: Uint8Array, start: number, end: number): number {
    const at = this.#take(end - start);
    if (at >= 0) this.#move(bytes, start, end, at);
    return at;
  }

  /** The same frame with a tag, longer by VLAN_TAG. @returns where it is, or -1 where there is no room */
  withTag(bytes: Uint8Array, start: number, end: number, vlan: number): number {
    const at = this.#take(end - start + VLAN_TAG);
    if (at < 0) return -1;
    this.#move(bytes, start, start + ADDRESSES, at);
    this.bytes[at + 12] = TYPE_VLAN >> 8;
    this.bytes[at + 13] = TYPE_VLAN & 0xff;
    this.bytes[at + 14] = vlan >> 8;
    this.bytes[at + 15] = vlan & 0xff;
    this.#move(bytes, start + ADDRESSES, end, at + ADDRESSES + VLAN_TAG);
    return at;
  }

  /** The same frame without its tag, shorter by VLAN_TAG. @returns where it is, or -1 where there is no room */
  withoutTag(bytes: Uint8Array, start: number, end: number): number {
    const at = this.#take(end - start - VLAN_TAG);
    if (at < 0) return -1;
    this.#move(bytes, start, start + ADDRESSES, at);
    this.#move(bytes, start + ADDRESSES + VLAN_TAG, end, at + ADDRESSES);
    return at;
  }

  #take(length: number): number {
    if (length > MAX_FRAME || this.#next + length > this.bytes.length) return -1;
    const at = this.#next;
    this.#next += (length + 7) & ~7;
    return at;
  }

  /** Within the workspace's own memory without a view of it, which would be an object for each frame. */
  #move(bytes: Uint8Array, start: number, end: number, at: number): void {
    if (bytes === this.bytes) this.bytes.copyWithin(at, start, end);
    else this.bytes.set(bytes.subarray(start, end), at);
  }
}
