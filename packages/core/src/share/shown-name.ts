/** Controls, what turns the direction of writing, and what takes no room: they would hide what a name is. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;

/** A file's name, when its bytes are UTF-8; null otherwise. */
export function nameOfBytes(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A name for people: what cannot be seen, and bytes that are no UTF-8, as escapes. */
export function shownName(bytes: Uint8Array): string {
  const name = nameOfBytes(bytes);
  if (name !== null) return name.replace(UNSEEN, escape);
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, (byte) => `\\x${hex(byte, 2)}`);
}

function escape(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? `\\x${hex(char, 2)}` : `\\u{${hex(char, 4)}}`;
}

function hex(char: string, digits: number): string {
  return (char.codePointAt(0) ?? 0).toString(16).padStart(digits, '0');
}
