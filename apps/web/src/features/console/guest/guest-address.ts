import { API_PREFIX, GUEST_PATH } from '@umlaut/contracts/http';
import type { GuestLinkId } from '@umlaut/contracts/model';

/** Address of the console that a guest link opens, below the page's own origin. */
export function guestConsoleUrl(
  link: GuestLinkId,
  base: string,
  { from, me }: { from: number | null; me: string },
): string {
  const url = new URL(`${API_PREFIX}${GUEST_PATH}/${link}/console`, base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('me', me);
  if (from !== null) url.searchParams.set('from', String(from));
  return url.href;
}
