import type { UmlautError } from '@umlaut/contracts/errors';
import type { Xray, XraySample } from '@umlaut/contracts/model';
import type { HistoryEntry } from './history-entry.ts';

export type XrayPhase =
  | { kind: 'connecting' }
  /** Looks arrive. */
  | { kind: 'live' }
  /** Nobody looks at the page, so nothing is asked. */
  | { kind: 'resting' }
  /** The server cannot be reached; the next try is at `retryAt`, or under way. Milliseconds since 1970. */
  | { kind: 'away'; since: number; retryAt: number | null }
  /** Trying again would not help. */
  | { kind: 'failed'; error: UmlautError };

/** What was seen of a machine; outlives a connection. */
export interface XrayMemory {
  /** The newest look; its sample is null while the guest cannot answer. */
  look: Xray | null;
  /** The newest sample that there was, also of a guest that answers no more. */
  sample: XraySample | null;
  /** Oldest first. */
  entries: readonly HistoryEntry[];
}

export interface XraySnapshot extends XrayMemory {
  phase: XrayPhase;
}

export const NOTHING_SEEN: XrayMemory = { look: null, sample: null, entries: [] };
