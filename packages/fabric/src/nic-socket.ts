import type { FabricTunnel } from '@umlaut/contracts/fabric';

/** One tunnel's way to the outside; hostio's UdpBatchSocket, or a test's. */
export interface NicSocket {
  /** Offset and length, in pairs, of frames in the memory of all sockets. */
  readonly slices: Int32Array;
  /** Sends the first `count` slices. @returns those that failed, and above 16 bits those that were too long */
  send(count: number): number;
  close(): void;
}

/** All tunnels share the memory that they receive into and send from. */
export interface NicSockets {
  readonly bytes: Uint8Array;
  readonly lengths: Int32Array;
  readonly slotBytes: number;
  /** Behind what is received into. */
  readonly scratchStart: number;
  /** `onBatch` finds so many datagrams in the first slots. @throws Error when the address cannot be had */
  open(tunnel: FabricTunnel, onBatch: (count: number) => void): NicSocket;
}
