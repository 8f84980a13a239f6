import { implement, type Router } from '@orpc/server';
import { shareContract } from '@umlaut/contracts/http';
import type { ShareService } from '../share/share-service.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function shareRoutes(share: ShareService): Router<typeof shareContract, ApiContext> {
  const os = implement(shareContract).$context<ApiContext>();
  return os.router({
    list: os.list.handler(({ input }) => share.list(input)),
    makeFolder: os.makeFolder.handler(({ input }) => share.makeFolder(input)),
    rename: os.rename.handler(({ input }) => share.rename(input)),
    remove: os.remove.handler(({ input, context }) => share.remove(input, actorOf(context))),
  });
}
