/** `stem`, or "stem 2", "stem 3", ... when that is taken. */
export function freeLabName(stem: string, labs: readonly { name: string }[]): string {
  const taken = new Set(labs.map(({ name }) => name));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem} ${number}`;
    if (!taken.has(name)) return name;
  }
}
