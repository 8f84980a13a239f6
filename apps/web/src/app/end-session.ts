import { modals } from '@mantine/modals';
import { spotlight } from '@mantine/spotlight';
import { forgetHistories } from '../features/lab/document/forget-histories.ts';
import { queryClient } from '../lib/query-client.ts';
import { sessionQuery } from '../lib/session-query.ts';
import { stopLive } from '../live/live.ts';
import { useTaskDrawer } from '../machine-actions/task-drawer-store.ts';

/**
 * Leaves nothing of the session in this page: no stream, no open dialog, no cached answer, no steps of a lab to undo. `leave` goes to
 * the sign-in page; what its pages show is forgotten only then, or they would ask for it again.
 */
export async function endSession(leave: () => Promise<void>): Promise<void> {
  stopLive();
  modals.closeAll();
  spotlight.close();
  useTaskDrawer.getState().set(false);
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
  await leave();
  // A lab that was open has written its own down when its page went.
  forgetHistories(sessionStorage);
  queryClient.clear();
}
