import { implement, type Router } from '@orpc/server';
import { consolesContract } from '@umlaut/contracts/http';
import type { ConsoleParts } from '../compose-machines.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function consolesRoutes({
  histories,
  search,
  checks,
}: ConsoleParts): Router<typeof consolesContract, ApiContext> {
  const os = implement(consolesContract).$context<ApiContext>();
  return os.router({
    check: os.check.handler(({ input }) => checks.check(input)),
    list: os.list.handler(({ input }) => ({ items: histories.list(input.id) })),
    history: os.history.handler(({ input }) => histories.describe(input)),
    timeline: os.timeline.handler(({ input }) => histories.timeline(input)),
    passage: os.passage.handler(({ input }) => histories.passage(input)),
    clear: os.clear.handler(({ input, context }) => histories.clear(input, actorOf(context))),
    typed: os.typed.handler(({ input }) => histories.typed(input)),
    search: os.search.handler(({ input, context: { response } }) => {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      return search.search(input, gone.signal);
    }),
  });
}
