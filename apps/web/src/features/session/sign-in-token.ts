/**
 * The one-time token in whatever a person pastes: the whole address that `./umlaut start` printed
 * (`http://127.0.0.1:7810/sign-in#token=...`), its end, or the bare token. Null when there is none.
 */
export function readSignInToken(text: string): string | null {
  const trimmed = text.trim();
  const named = /(?:^|[#?&])token=([^&\s#]+)/.exec(trimmed);
  if (named?.[1] !== undefined) return decode(named[1]);
  // A bare token has neither blanks nor anything of an address.
  return /^[\w.~-]{8,200}$/.test(trimmed) ? trimmed : null;
}

function decode(text: string): string | null {
  try {
    const token = decodeURIComponent(text);
    return token.length > 0 && token.length <= 200 ? token : null;
  } catch {
    return null;
  }
}
