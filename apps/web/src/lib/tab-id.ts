const KEY = 'umlaut.tab';

/** Names this tab of the browser, also after a reload: a console takes both for one viewer. */
export function tabId(): string {
  const known = sessionStorage.getItem(KEY);
  if (known !== null && /^[a-z0-9-]{1,40}$/.test(known)) return known;
  // Not randomUUID, which pages that did not come over HTTPS or loopback lack.
  const made = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  sessionStorage.setItem(KEY, made);
  return made;
}
