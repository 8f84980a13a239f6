import type { NumberedEvent } from '@umlaut/contracts/ws';
import type { EventLog } from './event-log.ts';

const MAX_FETCHES = 5;

/**
 * Fetches a snapshot and applies every event that is newer than it, so that what comes out is as true as
 * the stream. A snapshot older than the log's memory is fetched again.
 */
export async function fetchCaughtUp<T extends { seq: number }>(
  log: EventLog,
  fetchSnapshot: () => Promise<T>,
  apply: (snapshot: T, event: NumberedEvent) => T,
): Promise<T> {
  for (let fetches = 1; ; fetches += 1) {
    const epoch = log.epoch;
    // oxlint-disable-next-line no-await-in-loop -- each try depends on the one before having been too old
    const snapshot = await fetchSnapshot();
    // Before the first hello nothing is known; the hello refetches what is older than itself.
    if (log.epoch === null) return snapshot;
    const missed = log.epoch === epoch || epoch === null ? log.after(snapshot.seq) : null;
    if (missed !== null || fetches === MAX_FETCHES) {
      return (missed ?? []).reduce(apply, snapshot);
    }
  }
}
