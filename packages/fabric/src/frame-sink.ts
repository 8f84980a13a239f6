/** Takes Ethernet frames. `bytes[start, end)` is one frame without FCS, valid during the call only: who keeps it copies it. */
export interface FrameSink {
  deliver(bytes: Uint8Array, start: number, end: number): void;
}
