import { implement, type Router } from '@orpc/server';
import { tasksContract } from '@umlaut/contracts/http';
import type { EventStream } from '../events/event-stream.ts';
import type { TaskRegistry } from '../tasks/task-registry.ts';
import type { ApiContext } from './api-context.ts';

export function tasksRoutes(
  tasks: TaskRegistry,
  events: EventStream,
): Router<typeof tasksContract, ApiContext> {
  const os = implement(tasksContract).$context<ApiContext>();
  return os.router({
    list: os.list.handler(() => ({ ...events.mark, items: tasks.list() })),
    get: os.get.handler(({ input }) => tasks.get(input.id)),
    cancel: os.cancel.handler(({ input }) => tasks.cancel(input.id)),
  });
}
