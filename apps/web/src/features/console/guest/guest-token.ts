/** The secret of a guest link, out of the fragment of its address; null: there is none. Pure. */
export function readGuestToken(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  return token !== null && /^[A-Za-z0-9_-]{1,200}$/.test(token) ? token : null;
}
