import { implement, type Router } from '@orpc/server';
import { machinesContract } from '@umlaut/contracts/http';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { DiskService } from '../disks/disk-service.ts';
import type { MachineService } from '../machines/machine-service.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function machinesRoutes(
  machines: MachineService,
  disks: DiskService,
  activity: ActivityLog,
): Router<typeof machinesContract, ApiContext> {
  const os = implement(machinesContract).$context<ApiContext>();
  return os.router({
    list: os.list.handler(() => machines.list()),
    get: os.get.handler(({ input }) => machines.get(input.id)),
    create: os.create.handler(async ({ input, context }) => ({
      results: await machines.create(input, actorOf(context)),
    })),
    update: os.update.handler(({ input, context }) => machines.update(input, actorOf(context))),
    remove: os.remove.handler(async ({ input, context }) => {
      await machines.remove(input.id, { force: input.force, actor: actorOf(context) });
      return { deleted: true as const };
    }),
    clone: os.clone.handler(({ input, context }) => machines.clone(input, actorOf(context))),
    start: os.start.handler(({ input, context }) =>
      machines.start(input.id, { force: input.force, actor: actorOf(context) }),
    ),
    shutdown: os.shutdown.handler(({ input, context }) => machines.shutdown(input.id, actorOf(context))),
    powerOff: os.powerOff.handler(({ input, context }) => machines.powerOff(input.id, actorOf(context))),
    reboot: os.reboot.handler(({ input, context }) => machines.reboot(input.id, actorOf(context))),
    pause: os.pause.handler(({ input, context }) => machines.pause(input.id, actorOf(context))),
    resume: os.resume.handler(({ input, context }) => machines.resume(input.id, actorOf(context))),
    bulk: os.bulk.handler(({ input, context }) => ({ taskId: machines.bulk(input, actorOf(context)) })),
    disks: os.disks.handler(({ input }) => disks.list(input.id)),
    activity: os.activity.handler(({ input }) => {
      machines.get(input.id);
      return activity.list({ machineId: input.id, limit: input.limit, before: input.before });
    }),
  });
}
