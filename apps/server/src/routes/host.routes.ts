import { implement, type Router } from '@orpc/server';
import { hostContract } from '@umlaut/contracts/http';
import type { HostService } from '../host/host-service.ts';
import type { ApiContext } from './api-context.ts';

export function hostRoutes(host: HostService): Router<typeof hostContract, ApiContext> {
  const os = implement(hostContract).$context<ApiContext>();
  return os.router({
    get: os.get.handler(() => host.describe()),
    checks: os.checks.handler(() => host.checks()),
  });
}
