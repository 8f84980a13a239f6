import type { UmlautError } from '@umlaut/contracts/errors';
import type { WindowSize } from './console-address.ts';
import type { Refusal, Viewers } from './keyboard-state.ts';

export type ConsolePhase =
  | { kind: 'connecting' }
  /** The console of a running machine: what is typed goes to the guest. */
  | { kind: 'live' }
  /** The log of a machine that does not run. */
  | { kind: 'history' }
  /** The run ended while we watched. */
  | { kind: 'ended' }
  /** The connection was lost, or could not be made; the next try is at `retryAt` (ms since the epoch). */
  | { kind: 'reconnecting'; attempt: number; retryAt: number }
  /** Trying again would not help. */
  | { kind: 'failed'; error: UmlautError };

export interface ConsoleSnapshot {
  phase: ConsolePhase;
  /** True while what comes is older than the connection. */
  replaying: boolean;
  /** The console has put out something in its newest known run. */
  outputInRun: boolean;
  /** The guest's window size as the server last told it; null before the first `hello`. */
  size: WindowSize | null;
  /** This viewer's terminal answers the guest's queries. */
  primary: boolean;
  /** Who is there; null before the server said it, and where nobody can type. */
  viewers: Viewers | null;
  /** What was typed last had no effect. */
  refusal: Refusal | null;
  /** The log has output from before the first byte that the terminal was given. */
  hasEarlier: boolean;
}
