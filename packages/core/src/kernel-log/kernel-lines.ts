/** The longest list a kernel prints is that of all tasks: some hundred lines per kilobyte of tasks. */
const MAX_LINES = 50_000;
/** Of printk, 1024 bytes; of `proc mounts`, a path and its options. */
const MAX_LINE_LENGTH = 8_192;
/** Level, time and printing task or CPU: `<6>`, `[   12.345678]`, `[   T1]`. */
const PREFIX = /^(?:<\d{1,3}>)?(?:\[ {0,12}\d{1,12}\.\d{6}\](?:\[ {0,12}[TC]\d{1,10}\])? ?)?/;

/**
 * What a kernel printed as lines, without what printk puts before each. Bounded, because a guest may have
 * written it: of longer text the rest is left out.
 */
export function kernelLines(text: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length && lines.length < MAX_LINES;) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    lines.push(withoutPrefix(text.slice(at, Math.min(end, at + MAX_LINE_LENGTH))));
    at = end + 1;
  }
  return lines;
}

/** Trailing blanks and `\r` are cut too. */
function withoutPrefix(line: string): string {
  return line.replace(PREFIX, '').trimEnd();
}
