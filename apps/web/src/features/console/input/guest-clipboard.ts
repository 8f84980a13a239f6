import type { IParser } from '@xterm/xterm';

/** Longer texts are refused: nobody reads what they would agree to. */
export const MAX_CLIPBOARD_CHARACTERS = 100_000;
const OSC_CLIPBOARD = 52;

/**
 * Reads OSC 52 as xterm has it (ctlseqs, "Manipulate Selection Data"): `Pc ; Pd`, where Pc names selections
 * and Pd is the text in base 64. `?` asks for what is on the clipboard, which no guest is ever told.
 * @returns the text to copy, or null for what is refused
 */
export function clipboardText(data: string): string | null {
  const [, selections, encoded] = /^([cpqs0-7]*);([A-Za-z0-9+/=\s]*)$/.exec(data) ?? [];
  if (selections === undefined || encoded === undefined) return null;
  // "c" or nothing is the clipboard; the others have no counterpart in a browser.
  if (selections !== '' && !selections.includes('c')) return null;
  if (encoded.length > MAX_CLIPBOARD_CHARACTERS * 4) return null;
  try {
    const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text === '' || text.length > MAX_CLIPBOARD_CHARACTERS ? null : text;
  } catch {
    return null;
  }
}

/** Calls back with each text that the guest wants on the clipboard. */
export function watchClipboard(
  parser: Pick<IParser, 'registerOscHandler'>,
  onText: (text: string) => void,
): () => void {
  const handler = parser.registerOscHandler(OSC_CLIPBOARD, (data) => {
    const text = clipboardText(data);
    if (text !== null) onText(text);
    return true;
  });
  return () => handler.dispose();
}
