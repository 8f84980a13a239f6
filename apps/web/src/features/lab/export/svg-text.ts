/** Lines of at most `room` characters, broken at blanks where there are any; blanks that people put in order stay. */
export function wrapText(text: string, room: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line: string | null = null;
    for (const word of paragraph.split(' ')) {
      const longer: string = line === null ? word : `${line} ${word}`;
      if (longer.length > room && line !== null && line.trim() !== '') {
        lines.push(line);
        line = word;
      } else {
        line = longer;
      }
    }
    return [...lines, line ?? ''];
  });
}

/** XML has no control characters, whatever they are written as (XML 1.0, section 2.2). */
export function escapeText(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- those are meant
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** A number of pixels; tenths are fine enough. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** At most `room` characters. */
export function shorten(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1))}…`;
}
