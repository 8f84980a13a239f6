import { implement, type Router } from '@orpc/server';
import { sessionContract } from '@umlaut/contracts/http';
import type { SessionService } from '../auth/session-service.ts';
import { principalOf, type ApiContext } from './api-context.ts';

export function sessionRoutes(sessions: SessionService): Router<typeof sessionContract, ApiContext> {
  const os = implement(sessionContract).$context<ApiContext>();
  return os.router({
    signIn: os.signIn.handler(async ({ input, context }) => {
      const { user, cookie } = await sessions.signIn(input.token);
      context.response.setHeader('set-cookie', cookie);
      return { user };
    }),
    get: os.get.handler(({ context }) => ({ user: principalOf(context).user })),
    signOut: os.signOut.handler(async ({ context }) => {
      context.response.setHeader('set-cookie', await sessions.signOut(principalOf(context)));
      return { signedOut: true as const };
    }),
    createSignInLink: os.createSignInLink.handler(({ context }) =>
      sessions.createLink(principalOf(context).user),
    ),
  });
}
