import { redirect } from '@tanstack/react-router';
import { queryClient } from '../../lib/query-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { sessionQuery } from '../../lib/session-query.ts';

/** Sends a stranger to the sign-in page, and back here afterwards. */
export async function requireSession({ location }: { location: { href: string } }): Promise<void> {
  try {
    await queryClient.ensureQueryData(sessionQuery);
  } catch (error) {
    if (toUmlautError(error).code !== 'UNAUTHENTICATED') throw error;
    throw redirect({ to: '/sign-in', search: { from: location.href }, replace: true });
  }
}
