import { hexLines } from './hex-lines.ts';

export type PayloadForm = 'text' | 'hex';

/** As UTF-8 where it is, with dots for what controls terminals; or as bytes. Pure. */
export function payloadText(bytes: Uint8Array, form: PayloadForm): string {
  if (form === 'text') {
    return new TextDecoder()
      .decode(bytes)
      .replaceAll('\r\n', '\n')
      .replaceAll(/(?![\t\n])\p{Cc}/gu, '.');
  }
  return hexLines(bytes, null)
    .map(({ offset, pieces }) => {
      const [hex, text] = [
        pieces.map((piece) => piece.hex).join(' '),
        pieces.map((piece) => piece.text).join(''),
      ];
      return `${offset}  ${hex.padEnd(47)}   ${text}`;
    })
    .join('\n');
}
