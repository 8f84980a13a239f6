/** A line of ours between the guest's bytes. */
export type StreamMark =
  /** The connection starts in the middle of the log: this many bytes came before and are not shown. */
  | { kind: 'earlier'; bytes: number }
  /** This many bytes were not sent, because this viewer was too slow or the log had rotated. */
  | { kind: 'skip'; bytes: number }
  /** A new run of the machine begins here. */
  | { kind: 'boot'; at: Date }
  /** The log began anew: what the terminal shows belongs to nothing that still exists. */
  | { kind: 'restart' };

/**
 * What a console stream needs of a terminal. Writes and marks take effect in the order of the calls;
 * `parsed` is called once the terminal has worked through them, possibly before the call returns.
 */
export interface TerminalPort {
  write(bytes: Uint8Array, parsed: () => void): void;
  mark(mark: StreamMark, parsed: () => void): void;
}
