const SHOWN = 5;

/** "a", "a and b", "a, b, c, d, e and 3 more". Pure. */
export function namesInShort(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  const shown = [...names.slice(0, SHOWN), ...(rest > 0 ? [`${rest} more`] : [])];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
