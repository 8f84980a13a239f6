export interface TextFinder {
  /** How many bytes the text has. */
  readonly length: number;
  /** All its places, in order, but of several in one line only the first. */
  inLines: (bytes: Uint8Array) => number[];
  /** Its first place at or after `from`; -1: there is none. */
  next: (bytes: Uint8Array, from: number) => number;
}

const BYTE_VALUES = 256;
const NEWLINE = 0x0a;

/**
 * @param matchCase false: letters of any script match in both cases, as far as they are as long in UTF-8
 * @returns a search for `text` in UTF-8 by Horspool's algorithm, with the bytes that may stand at each place: most
 * bytes of the haystack are never looked at. Pure.
 */
export function textFinder(text: string, matchCase: boolean): TextFinder {
  const places = matchCase ? exactly(text) : inEitherCase(text);
  const { length } = places;
  const last = length - 1;
  const allowed = new Uint8Array(length * BYTE_VALUES);
  const skip = new Uint32Array(BYTE_VALUES).fill(length);
  for (const [place, values] of places.entries()) {
    for (const value of values) {
      allowed[place * BYTE_VALUES + value] = 1;
      if (place < last) skip[value] = last - place;
    }
  }
  const stands = (bytes: Uint8Array, end: number): boolean => {
    for (let place = last; place >= 0; place--) {
      if (allowed[place * BYTE_VALUES + (bytes[end - last + place] ?? 0)] === 0) return false;
    }
    return true;
  };
  const next = (bytes: Uint8Array, from: number): number => {
    for (let end = from + last; end < bytes.length; end += skip[bytes[end] ?? 0] ?? 1) {
      if (stands(bytes, end)) return end - last;
    }
    return -1;
  };
  const inLines = (bytes: Uint8Array): number[] => {
    const found: number[] = [];
    for (let at = next(bytes, 0); at !== -1;) {
      found.push(at);
      const newline = bytes.indexOf(NEWLINE, at);
      at = newline === -1 ? -1 : next(bytes, newline + 1);
    }
    return found;
  };
  return { length, inLines, next };
}

/** The bytes that may stand at each place. */
type Places = readonly (readonly number[])[];

function exactly(text: string): Places {
  return Array.from(Buffer.from(text), (value) => [value]);
}

function inEitherCase(text: string): Places {
  return Array.from(text, (character) => {
    const { length } = Buffer.from(character);
    const cases = [character, character.toLowerCase(), character.toUpperCase()]
      .map((candidate) => Buffer.from(candidate))
      .filter((candidate) => candidate.length === length);
    return Array.from({ length }, (_, place) => [
      ...new Set(cases.map((candidate) => candidate[place] ?? 0)),
    ]);
  }).flat();
}
