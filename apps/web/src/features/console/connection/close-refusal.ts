import { UmlautError } from '@umlaut/contracts/errors';
import { CLOSE } from '@umlaut/contracts/ws';

/** Why trying again would be of no use; null for every other way in which a console's socket ends. */
export function closeRefusal(code: number): UmlautError | null {
  switch (code) {
    case CLOSE.unauthenticated:
      return new UmlautError('UNAUTHENTICATED', 'Your session has ended.', { hint: 'Sign in again.' });
    case CLOSE.linkExpired:
      return new UmlautError('GUEST_LINK_EXPIRED', 'This guest link has expired.');
    case CLOSE.linkRevoked:
      return new UmlautError('GUEST_LINK_REVOKED', 'This guest link was revoked.');
    case CLOSE.notFound:
      return new UmlautError('CONSOLE_NOT_FOUND', 'This machine has no such console.');
    default:
      return null;
  }
}
