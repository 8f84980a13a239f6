import { implement, type Router } from '@orpc/server';
import { workspaceContract } from '@umlaut/contracts/http';
import type { WorkspaceStore } from '../consoles/workspace-store.ts';
import { principalOf, type ApiContext } from './api-context.ts';

export function workspaceRoutes(workspaces: WorkspaceStore): Router<typeof workspaceContract, ApiContext> {
  const os = implement(workspaceContract).$context<ApiContext>();
  return os.router({
    get: os.get.handler(async ({ context }) => ({
      layout: await workspaces.get(principalOf(context).user.id),
    })),
    save: os.save.handler(async ({ input, context }) => ({
      layout: await workspaces.save(principalOf(context).user.id, input.layout),
    })),
  });
}
