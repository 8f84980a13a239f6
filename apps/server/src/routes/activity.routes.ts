import { implement, type Router } from '@orpc/server';
import { activityContract } from '@umlaut/contracts/http';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { ApiContext } from './api-context.ts';

export function activityRoutes(
  activity: ActivityLog,
  events: EventStream,
): Router<typeof activityContract, ApiContext> {
  const os = implement(activityContract).$context<ApiContext>();
  return os.router({
    list: os.list.handler(async ({ input }) => {
      // Before the read: an entry that is added meanwhile may come twice, but never not at all.
      const { mark } = events;
      return { ...mark, ...(await activity.list(input)) };
    }),
  });
}
