import type { ActivityEntry } from '@umlaut/contracts/model';

export interface ActivityDay {
  /** Local date, "2026-11-23". */
  key: string;
  label: string;
  entries: readonly ActivityEntry[];
}

const DAY_MS = 86_400_000;
const named = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** Entries (newest first) by the reader's own days: "Today", "Yesterday", then dates. */
export function groupByDay(entries: readonly ActivityEntry[], now: number): readonly ActivityDay[] {
  const today = dayKey(now);
  const yesterday = dayKey(now - DAY_MS);
  const days = Map.groupBy(entries, ({ at }) => dayKey(Date.parse(at)));
  return [...days].map(([key, dayEntries]) => ({
    key,
    label: key === today ? 'Today' : key === yesterday ? 'Yesterday' : named.format(dateOf(dayEntries)),
    entries: dayEntries,
  }));
}

function dateOf(entries: readonly ActivityEntry[]): number {
  return Date.parse(entries[0]?.at ?? '');
}

function dayKey(time: number): string {
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
