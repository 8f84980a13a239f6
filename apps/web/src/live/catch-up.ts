import type { NumberedEvent } from '@umlaut/contracts/ws';
import type { EventLog } from './event-log.ts';

const MAX_FETCHES = 5;

/**
 * Fetches a snapshot and applies every event that is newer than it, so that what comes out is as true as
 * the stream. A snapshot older than the log's memory is fetched again.
 */
export async function fetchCaughtUp<T extends { epoch: string; seq: number }>(
  log: EventLog,
  fetchSnapshot: () => Promise<T>,
  apply: (snapshot: T, event: NumberedEvent) => T,
): Promise<T> {
  let { epoch } = log;
  for (let fetches = 1; ; fetches += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each try depends on the one before having been too old
    const snapshot = await fetchSnapshot();
    // Before the first hello nothing is known; the hello refetches what is not of its run, or older than it.
    if (log.epoch === null) return snapshot;
    if (log.epoch !== epoch) {
      ({ epoch } = log);
      fetches = 1;
    }
    // Of another run than the stream: from before the restart that the stream has seen, or from after one
    // that it has not seen yet, whose hello will look at it.
    const missed = epoch === snapshot.epoch ? log.after(snapshot.seq) : null;
    if (missed !== null || fetches === MAX_FETCHES) {
      return (missed ?? []).reduce(apply, snapshot);
    }
  }
}
