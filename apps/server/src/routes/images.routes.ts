import { implement, type Router } from '@orpc/server';
import { imagesContract } from '@umlaut/contracts/http';
import type { ImageLibrary } from '../images/image-library.ts';
import type { ImageTasks } from '../images/image-tasks.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function imagesRoutes(
  images: ImageLibrary,
  tasks: ImageTasks,
): Router<typeof imagesContract, ApiContext> {
  const os = implement(imagesContract).$context<ApiContext>();
  return os.router({
    list: os.list.handler(() => images.list()),
    update: os.update.handler(({ input: { id, ...patch }, context }) =>
      images.update(id, patch, actorOf(context)),
    ),
    remove: os.remove.handler(async ({ input, context }) => {
      await images.remove(input.id, actorOf(context));
      return { deleted: true as const };
    }),
    buildStarter: os.buildStarter.handler(({ context }) => ({
      taskId: tasks.buildStarter(actorOf(context)).id,
    })),
  });
}
