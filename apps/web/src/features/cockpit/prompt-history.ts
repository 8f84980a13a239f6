const MAX_LINES = 200;

/** Where one stands in the lines sent before, newest last. */
export interface HistoryPlace {
  /** Steps back from the line being written; 0 is that line itself. */
  back: number;
  /** What was being written before one began to look back. */
  draft: string;
}

export const AT_DRAFT: HistoryPlace = { back: 0, draft: '' };

/** One line further back; null where there is none. */
export function olderLine(
  lines: readonly string[],
  place: HistoryPlace,
  text: string,
): { place: HistoryPlace; text: string } | null {
  const back = place.back + 1;
  const line = lines.at(-back);
  if (line === undefined) return null;
  return { place: { back, draft: place.back === 0 ? text : place.draft }, text: line };
}

/** One line nearer; at the end what was being written; null when one is there already. */
export function newerLine(
  lines: readonly string[],
  place: HistoryPlace,
): { place: HistoryPlace; text: string } | null {
  if (place.back === 0) return null;
  const back = place.back - 1;
  const text = back === 0 ? place.draft : lines.at(-back);
  return text === undefined ? null : { place: { ...place, back }, text };
}

/** The lines with one more: what was sent before moves to the end instead of standing twice. */
export function rememberLine(lines: readonly string[], line: string): string[] {
  return [...lines.filter((known) => known !== line), line].slice(-MAX_LINES);
}
