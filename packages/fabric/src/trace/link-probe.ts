import type { DropReason } from '@umlaut/contracts/model';

/** Looks on at one direction of a link. */
export interface LinkProbe {
  enters(bytes: Uint8Array, start: number, end: number): void;
  leaves(bytes: Uint8Array, start: number, end: number): void;
  /** The frame that came last; also by the port that it led to. */
  drops(reason: DropReason): void;
}

/** Looks on at a switch: `to` is a port, or below 0 all of them. */
export interface SwitchProbe {
  switches(way: { port: number; vlan: number; to: number }, frame: LookedAt): void;
}

interface LookedAt {
  bytes: Uint8Array;
  start: number;
  end: number;
}
