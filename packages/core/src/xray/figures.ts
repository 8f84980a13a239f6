/** Whole and not negative, as counters are: 0 for what is no number, cut at what JavaScript counts exactly. Pure. */
export function toCount(text: string | undefined): number {
  const value = toFigure(text);
  return Math.min(Math.floor(value), Number.MAX_SAFE_INTEGER);
}

/** Not negative and finite; 0 for what is no number. Pure. */
export function toFigure(text: string | undefined): number {
  if (text === undefined || !/^\d{1,30}(?:\.\d{1,20})?$/.test(text)) return 0;
  return Number(text);
}

/** The words of a line. Pure. */
export function words(line: string): string[] {
  return line.split(/[ \t]+/).filter((word) => word !== '');
}

/** At most so many lines, each of at most 4096 characters; empty ones left out. Pure. */
export function lines(text: string, maxLines: number): string[] {
  const found: string[] = [];
  let start = 0;
  while (start < text.length && found.length < maxLines) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end > start) found.push(text.slice(start, Math.min(end, start + 4096)));
    start = end + 1;
  }
  return found;
}
