/** Bits of /proc/sys/kernel/tainted: Documentation/admin-guide/tainted-kernels.rst. */
const BITS: readonly (readonly [letter: string, meaning: string])[] = [
  ['P', 'proprietary module'],
  ['F', 'module loaded by force'],
  ['S', 'processor out of specification'],
  ['R', 'module unloaded by force'],
  ['M', 'machine check'],
  ['B', 'bad page'],
  ['U', 'asked for by a program'],
  ['D', 'died: oops or BUG'],
  ['A', 'ACPI table overridden'],
  ['W', 'warning'],
  ['C', 'staging driver'],
  ['I', 'firmware worked around'],
  ['O', 'module from outside the kernel'],
  ['E', 'unsigned module'],
  ['L', 'soft lockup'],
  ['K', 'live patched'],
  ['X', 'auxiliary'],
  ['T', 'structure layout randomised'],
  ['N', 'test run'],
];

/** "clean", or why the kernel is not: "512: W (warning)". Pure. */
export function describeTaint(tainted: number): string {
  if (tainted === 0) return 'clean';
  const found = BITS.filter((_, bit) => Math.floor(tainted / 2 ** bit) % 2 === 1);
  const words = found.map(([letter, meaning]) => `${letter} (${meaning})`);
  return words.length === 0 ? String(tainted) : `${tainted}: ${words.join(', ')}`;
}
