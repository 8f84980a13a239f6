import { implement, type Router } from '@orpc/server';
import { storageContract } from '@umlaut/contracts/http';
import type { StorageService } from '../storage/storage-service.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function storageRoutes(storage: StorageService): Router<typeof storageContract, ApiContext> {
  const os = implement(storageContract).$context<ApiContext>();
  return os.router({
    tree: os.tree.handler(() => storage.tree()),
    verify: os.verify.handler(({ input, signal }) => storage.verify(input, signal)),
    changeMap: os.changeMap.handler(({ input, signal }) => storage.changeMap(input, signal)),
    consequences: os.consequences.handler(({ input }) => storage.consequences(input)),
    save: os.save.handler(({ input, context }) =>
      storage.act({ ...input, act: 'save', actor: actorOf(context) }),
    ),
    merge: os.merge.handler(({ input, context }) =>
      storage.act({ ...input, act: 'merge', actor: actorOf(context) }),
    ),
    restamp: os.restamp.handler(({ input, context }) =>
      storage.act({ ...input, act: 'restamp', actor: actorOf(context) }),
    ),
    renew: os.renew.handler(({ input, context }) =>
      storage.act({ ...input, act: 'renew', actor: actorOf(context) }),
    ),
    repoint: os.repoint.handler(({ input, context }) =>
      storage.act({ ...input, act: 'repoint', actor: actorOf(context) }),
    ),
    reclaim: os.reclaim.handler(({ input, context }) =>
      storage.act({ ...input, act: 'reclaim', actor: actorOf(context) }),
    ),
    enlarge: os.enlarge.handler(({ input, context }) =>
      storage.act({ ...input, act: 'enlarge', actor: actorOf(context) }),
    ),
  });
}
