import { implement, type Router } from '@orpc/server';
import { snapshotsContract } from '@umlaut/contracts/http';
import type { SnapshotService } from '../snapshots/snapshot-service.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function snapshotsRoutes(snapshots: SnapshotService): Router<typeof snapshotsContract, ApiContext> {
  const os = implement(snapshotsContract).$context<ApiContext>();
  return os.router({
    list: os.list.handler(({ input }) => snapshots.list(input.id)),
    take: os.take.handler(({ input: { id, ...texts }, context }) =>
      snapshots.take(id, texts, actorOf(context)),
    ),
    update: os.update.handler(({ input: { id, snapshotId, ...texts }, context }) =>
      snapshots.update({ id, snapshotId }, texts, actorOf(context)),
    ),
    restore: os.restore.handler(({ input: { takeFirst, ...one }, context }) =>
      snapshots.restore(one, takeFirst, actorOf(context)),
    ),
    branch: os.branch.handler(({ input: { name, ...one }, context }) =>
      snapshots.branch(one, name, actorOf(context)),
    ),
    compare: os.compare.handler(({ input: { to, number, ...one }, signal }) =>
      snapshots.compare(one, { to, number }, signal),
    ),
    remove: os.remove.handler(async ({ input, context }) => {
      await snapshots.remove(input, actorOf(context));
      return { deleted: true as const };
    }),
  });
}
