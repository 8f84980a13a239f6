import type { Xray, XraySample } from '@umlaut/contracts/model';
import type { SocketPhase } from '../../live/reconnecting-socket.ts';
import type { HistoryEntry } from './history-entry.ts';

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
  phase: SocketPhase;
}

export const NOTHING_SEEN: XrayMemory = { look: null, sample: null, entries: [] };
