import { formatDuration } from '../../../components/format-time.ts';
import type { Figures, HistoryEntry } from '../history-entry.ts';

/** What a graph shows, for who cannot see it: the newest value and how far back it reaches. Pure. */
export function summarize(entries: readonly HistoryEntry[], headline: (figures: Figures) => string): string {
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return 'Nothing was measured yet.';
  return `Now ${headline(last.figures)}; ${formatDuration(last.at - first.at)} ago ${headline(first.figures)}. Arrow keys read the values between.`;
}
