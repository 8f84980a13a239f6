import { implement, type Router } from '@orpc/server';
import { disksContract } from '@umlaut/contracts/http';
import type { DiskService } from '../disks/disk-service.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function disksRoutes(disks: DiskService): Router<typeof disksContract, ApiContext> {
  const os = implement(disksContract).$context<ApiContext>();
  return os.router({
    add: os.add.handler(({ input, context }) => disks.add(input, actorOf(context))),
    update: os.update.handler(({ input, context }) => disks.update(input, actorOf(context))),
    plug: os.plug.handler(({ input, context }) => disks.plug(input, actorOf(context))),
    unplug: os.unplug.handler(({ input, context }) => disks.unplug(input, actorOf(context))),
    grow: os.grow.handler(({ input, context }) => disks.grow(input, actorOf(context))),
    remove: os.remove.handler(async ({ input, context }) => {
      await disks.remove(input, actorOf(context));
      return { deleted: true as const };
    }),
  });
}
