import { implement, type Router } from '@orpc/server';
import { mconsoleContract } from '@umlaut/contracts/http';
import type { MconsoleService } from '../inside/mconsole-service.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function mconsoleRoutes(mconsole: MconsoleService): Router<typeof mconsoleContract, ApiContext> {
  const os = implement(mconsoleContract).$context<ApiContext>();
  return os.router({
    ask: os.ask.handler(({ input, context }) => mconsole.ask(input, actorOf(context))),
    history: os.history.handler(({ input: { id, ...page } }) => mconsole.history(id, page)),
    abilities: os.abilities.handler(({ input }) => mconsole.abilities(input.id)),
  });
}
