import { implement, type Router } from '@orpc/server';
import { linesContract } from '@umlaut/contracts/http';
import type { LineService } from '../lines/line-service.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function linesRoutes(lines: LineService): Router<typeof linesContract, ApiContext> {
  const os = implement(linesContract).$context<ApiContext>();
  return os.router({
    list: os.list.handler(({ input }) => lines.list(input.id)),
    apply: os.apply.handler(({ input, context }) => lines.apply(input, actorOf(context))),
  });
}
