import { implement, type Router } from '@orpc/server';
import { guestsContract } from '@umlaut/contracts/http';
import type { GuestService } from '../sharing/guest-service.ts';
import { actorOf, guestOf, type ApiContext } from './api-context.ts';

export function guestsRoutes(guests: GuestService): Router<typeof guestsContract, ApiContext> {
  const os = implement(guestsContract).$context<ApiContext>();
  return os.router({
    create: os.create.handler(({ input, context }) => guests.create(input, actorOf(context))),
    list: os.list.handler(async ({ input }) => ({ items: await guests.list(input) })),
    revoke: os.revoke.handler(async ({ input, context }) => {
      await guests.revoke(input.link, actorOf(context));
      return { revoked: true as const };
    }),
    enter: os.enter.handler(async ({ input, context }) => {
      const { guest, cookie } = await guests.enter(input.token);
      context.response.setHeader('set-cookie', cookie);
      return { guest };
    }),
    // The link is the one of the cookie; the guard has compared it with the address.
    view: os.view.handler(({ context }) => ({ guest: guests.view(guestOf(context).link) })),
  });
}
