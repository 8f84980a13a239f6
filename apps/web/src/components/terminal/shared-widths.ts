import type { Terminal } from '@xterm/xterm';
import { terminalPart } from './terminal-insides.ts';

const FIRST_PRINTABLE = 0x20;
const LAST_PRINTABLE = 0x7e;
const CACHE = ['_renderService', '_renderer', 'value', '_widthCache'] as const;
/** Of the cache, as its `setFont` was told last. */
const FONT = ['_font', '_fontSize', '_weight', '_weightBold'] as const;
/** Of one look: whoever changes the font again and again begins anew. */
const MOST_WIDTHS = 10_000;

const widths = new Map<string, unknown>();

/**
 * xterm.js 6.0 measures each letter that a terminal shows for the first time, which makes the browser lay out the page
 * each time (WidthCache._measure of its DOM renderer). After this, terminals of one look measure a letter once.
 * @param terminal that is open
 */
export function shareWidths(terminal: Terminal): void {
  const cache = terminalPart(terminal, CACHE, ['_measure']);
  if (cache === null) return;
  const measure = cache._measure.bind(cache);
  cache._measure = (letter, variant) => {
    const look = lookOf(cache);
    if (look === null) return measure(letter, variant);
    const key = `${String(letter)} ${String(variant)} ${look}`;
    let width = widths.get(key);
    if (width === undefined) {
      width = measure(letter, variant);
      // Nothing has a width while the terminal is not laid out.
      if (width === 0) return width;
      if (widths.size >= MOST_WIDTHS) widths.clear();
      widths.set(key, width);
    }
    return width;
  };
}

/**
 * What a letter is measured in: not the terminal's options, which the cache follows later. Null while it has no font
 * yet, or one that is still on its way and is not what is measured.
 */
function lookOf(cache: object): string | null {
  const [family, size, ...weights] = FONT.map((field): unknown => Reflect.get(cache, field));
  if (typeof family !== 'string' || family === '' || typeof size !== 'number' || size <= 0) return null;
  if (!document.fonts.check(`${size}px ${family}`)) return null;
  return [family, size, ...weights, devicePixelRatio].join(' ');
}

/** Measures what nearly every terminal shows, for whoever has the time before anything is shown. */
export function measureAscii(terminal: Terminal): void {
  const cache = terminalPart(terminal, CACHE, ['get']);
  for (let code = FIRST_PRINTABLE; code <= LAST_PRINTABLE; code++) {
    cache?.get(String.fromCharCode(code), false, false);
  }
}
