import { UmlautError } from '@umlaut/contracts/errors';
import { LITTLE_ENDIAN, MAX_REQUEST_BYTES, MCONSOLE_MAGIC, MCONSOLE_VERSION, REQUEST } from './layout.ts';

/**
 * One request datagram: 12 bytes of header and the text, without padding or NUL (the kernel adds it).
 * @param line command and arguments, e.g. `proc meminfo`
 * @throws INVALID_INPUT (field `line`) when empty, over 511 bytes of UTF-8, or with a NUL
 */
export function encodeRequest(line: string): Uint8Array {
  const text = new TextEncoder().encode(line);
  if (text.length === 0) {
    throw new UmlautError('INVALID_INPUT', 'An mconsole request cannot be empty', { field: 'line' });
  }
  if (text.length > MAX_REQUEST_BYTES) {
    throw new UmlautError(
      'INVALID_INPUT',
      `An mconsole request has at most ${MAX_REQUEST_BYTES} bytes; this one has ${text.length}`,
      { field: 'line', details: { bytes: text.length, limit: MAX_REQUEST_BYTES } },
    );
  }
  if (text.includes(0)) {
    throw new UmlautError('INVALID_INPUT', 'An mconsole request cannot contain a NUL character', {
      field: 'line',
    });
  }
  const bytes = new Uint8Array(REQUEST.data + text.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(REQUEST.magic, MCONSOLE_MAGIC, LITTLE_ENDIAN);
  view.setUint32(REQUEST.version, MCONSOLE_VERSION, LITTLE_ENDIAN);
  view.setUint32(REQUEST.length, text.length, LITTLE_ENDIAN);
  bytes.set(text, REQUEST.data);
  return bytes;
}
