/** Finds a text in bytes, all its places, in order. */
export type FindText = (bytes: Buffer) => number[];

/**
 * @param matchCase false: letters of any script match in both cases, as far as their length in UTF-8 is the same
 * @returns a search for `text` in UTF-8. Of several places in one line only the first is found. Pure.
 */
export function textFinder(text: string, matchCase: boolean): FindText {
  const needle = Buffer.from(text);
  if (matchCase || text.toLowerCase() === text.toUpperCase()) {
    return (bytes) => {
      const found: number[] = [];
      for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, nextLine(bytes, at)))
        found.push(at);
      return found;
    };
  }
  // One character of latin1 for each byte: no decoding, and offsets stay what they are.
  const pattern = new RegExp(Array.from(text, eitherCase).join(''), 'g');
  return (bytes) => {
    const haystack = bytes.toString('latin1');
    const found: number[] = [];
    pattern.lastIndex = 0;
    for (let match = pattern.exec(haystack); match !== null; match = pattern.exec(haystack)) {
      found.push(match.index);
      pattern.lastIndex = nextLine(bytes, match.index);
    }
    return found;
  };
}

function nextLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(0x0a, at);
  return end === -1 ? bytes.length : end + 1;
}

function eitherCase(character: string): string {
  const length = Buffer.byteLength(character);
  const cases = [character, character.toLowerCase(), character.toUpperCase()]
    .filter((candidate) => Buffer.byteLength(candidate) === length)
    .map((candidate) => Buffer.from(candidate).toString('latin1'));
  return `(?:${[...new Set(cases)].map((candidate) => RegExp.escape(candidate)).join('|')})`;
}
