const MAX_BYTES = 255;
/** Far more than anybody keeps side by side. */
const MAX_TRIES = 1_000;

/** "report.txt", "report (2).txt", "report (3).txt" and so on, each of at most 255 bytes. */
export function* freeNames(name: string): Generator<string> {
  yield name;
  // ".profile" is a name, not an ending.
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 2; number <= MAX_TRIES; number++) yield fitted(stem, ` (${number})${ending}`);
}

function fitted(stem: string, tail: string): string {
  const letters = Array.from(stem);
  while (letters.length > 1 && Buffer.byteLength(letters.join('') + tail) > MAX_BYTES) letters.pop();
  const name = letters.join('') + tail;
  // An ending that fills the name by itself.
  return Buffer.byteLength(name) <= MAX_BYTES ? name : fitted(stem, tail.slice(0, tail.indexOf(')') + 1));
}
