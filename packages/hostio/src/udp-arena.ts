import { addon, type ArenaHandle } from './addon.ts';

/** Datagrams of one batch at most: `SLOTS` in native/udp.c. */
const UDP_SLOTS = 64;
/**
 * The longest datagram over IPv4 has 65,507 bytes. Memory of a slot is taken when it is first written to, so long
 * slots cost short datagrams nothing; and slots are 64 bytes off a page's size, for the cache's sake.
 */
export const UDP_SLOT_BYTES = 65_600;
/** Behind the slots, for whoever makes datagrams of his own. */
const SCRATCH_BYTES = 8 * 1_048_576;

/** What all sockets of one data plane receive into, one batch at a time, and send from. */
export class UdpArena {
  readonly bytes = new Uint8Array(UDP_SLOTS * UDP_SLOT_BYTES + SCRATCH_BYTES);
  /** Of the datagrams of the batch that was received last; -1 where one was longer than a slot. */
  readonly lengths = new Int32Array(UDP_SLOTS);
  readonly scratchStart = UDP_SLOTS * UDP_SLOT_BYTES;
  readonly handle: ArenaHandle = addon().udpArena(this.bytes, this.lengths, UDP_SLOT_BYTES);
}
