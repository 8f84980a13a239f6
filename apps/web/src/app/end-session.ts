import { queryClient } from '../lib/query-client.ts';
import { stopLive } from '../live/live.ts';

/** Leaves nothing of the session in this page: no stream, no cached answer. */
export function endSession(): void {
  stopLive();
  queryClient.clear();
}
