/** Finds a text in bytes: all its places, in order, but of several in one line only the first. */
export type FindText = (bytes: Uint8Array) => number[];

const BYTE_VALUES = 256;
const NEWLINE = 0x0a;

/**
 * @param matchCase false: letters of any script match in both cases, as far as they are as long in UTF-8
 * @returns a search for `text` in UTF-8 by Horspool's algorithm, with the bytes that may stand at each place: most
 * bytes of the haystack are never looked at. Pure.
 */
export function textFinder(text: string, matchCase: boolean): FindText {
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
  return (bytes) => {
    const found: number[] = [];
    for (let end = last; end < bytes.length;) {
      if (stands(bytes, end)) {
        found.push(end - last);
        const newline = bytes.indexOf(NEWLINE, end - last);
        if (newline === -1) break;
        end = newline + length;
      } else {
        end += skip[bytes[end] ?? 0] ?? 1;
      }
    }
    return found;
  };
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
