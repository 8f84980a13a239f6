import { implement, type Router } from '@orpc/server';
import { kernelsContract } from '@umlaut/contracts/http';
import type { KernelLibrary } from '../kernels/kernel-library.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function kernelsRoutes(kernels: KernelLibrary): Router<typeof kernelsContract, ApiContext> {
  const os = implement(kernelsContract).$context<ApiContext>();
  return os.router({
    list: os.list.handler(() => kernels.list()),
    scan: os.scan.handler(async () => {
      await kernels.scan();
      return kernels.list();
    }),
    update: os.update.handler(({ input, context }) => kernels.makeDefault(input.id, actorOf(context))),
    remove: os.remove.handler(async ({ input, context }) => {
      await kernels.remove(input.id, actorOf(context));
      return { deleted: true as const };
    }),
  });
}
