import type { PaletteEntry } from './palette-entry.ts';

const MAX_PER_GROUP = 8;

/**
 * The entries that contain every word of the query, those whose label begins with it first, at most eight
 * per group, groups in the order in which they first appear.
 */
export function rankEntries(
  entries: readonly PaletteEntry[],
  query: string,
): readonly { group: string; entries: readonly PaletteEntry[] }[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, { entry: PaletteEntry; score: number }[]>();
  for (const entry of entries) {
    const score = scoreOf(entry, words);
    if (score === null) continue;
    const group = groups.get(entry.group) ?? [];
    group.push({ entry, score });
    groups.set(entry.group, group);
  }
  return [...groups].map(([group, found]) => ({
    group,
    entries: found
      .toSorted((a, b) => a.score - b.score || lengthOf(a.entry) - lengthOf(b.entry))
      .slice(0, MAX_PER_GROUP)
      .map(({ entry }) => entry),
  }));
}

/** Of equal hits the shortest name is nearest; its entries stay in their own order. */
function lengthOf({ subject, label }: PaletteEntry): number {
  return (subject ?? label).length;
}

/** Lower is better; null does not match. */
function scoreOf(entry: PaletteEntry, words: readonly string[]): number | null {
  const label = entry.label.toLowerCase();
  const more = `${entry.detail ?? ''} ${entry.keywords ?? ''} ${entry.group}`.toLowerCase();
  let score = 0;
  for (const word of words) {
    const at = label.indexOf(word);
    if (at === 0) continue;
    if (at > 0) score += /[\s-]/.test(label.charAt(at - 1)) ? 1 : 2;
    else if (more.includes(word)) score += 4;
    else return null;
  }
  return score;
}
