import { API_PREFIX, GUEST_COOKIE, GUEST_PATH, SESSION_COOKIE } from '@umlaut/contracts/http';
import type { GuestLinkId } from '@umlaut/contracts/model';
import { SESSION_LIFETIME_MS } from './session-store.ts';

/** Longest cookie that is worth hashing. */
const MAX_SECRET_LENGTH = 200;

/** Value of one cookie in a `Cookie` header (RFC 6265 section 4.2), or null. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name && value !== undefined && value.length <= MAX_SECRET_LENGTH) return value.trim();
  }
  return null;
}

export function sessionCookie(secret: string): string {
  return `${SESSION_COOKIE}=${secret}; Max-Age=${SESSION_LIFETIME_MS / 1000}; Path=/; HttpOnly; SameSite=Strict`;
}

export function expiredSessionCookie(): string {
  return `${SESSION_COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict`;
}

/** Goes to the addresses of its own link alone (RFC 6265 section 5.1.4): several links and a session live side by side. */
export function guestCookie(link: GuestLinkId, secret: string, lifetimeMs: number): string {
  const seconds = Math.max(1, Math.floor(lifetimeMs / 1000));
  const path = `${API_PREFIX}${GUEST_PATH}/${link}`;
  return `${GUEST_COOKIE}=${secret}; Max-Age=${seconds}; Path=${path}; HttpOnly; SameSite=Strict`;
}
