import { MAX_NAME_LENGTH } from '@umlaut/contracts/model';

/**
 * A free name: `stem` itself when it is not taken, else "stem-2", "stem-3", ... A stem that ends in a number
 * counts on from there ("web-7" gives "web-8"). Never longer than a name may be.
 */
export function suggestName(stem: string, taken: ReadonlySet<string>): string {
  const whole = stem.slice(0, MAX_NAME_LENGTH);
  if (!taken.has(whole)) return whole;
  const match = /^(.*?)-?(\d{1,6})$/.exec(whole);
  const base = match?.[1] === undefined || match[1] === '' ? whole : match[1];
  let number = match?.[2] === undefined ? 2 : Number(match[2]) + 1;
  for (;;) {
    const suffix = `-${number}`;
    const name = `${base.slice(0, MAX_NAME_LENGTH - suffix.length)}${suffix}`;
    if (!taken.has(name)) return name;
    number += 1;
  }
}
