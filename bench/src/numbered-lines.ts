import { Buffer } from 'node:buffer';
import { awaitText, withDeadline, type AwaitOptions, type BenchConsole } from './bench-console.ts';

export const NUMBERED_LINES = 10_000;
const FIRST = 10_001;
/** 24 bytes a line with its end: all of them fit into what the server replays to a page (DEFAULT_TAIL_BYTES). */
const FILLER = '-abcdefghijklmnop';
const LINE_BYTES = 24;

const line = (n: number): string => `${FIRST + n}${FILLER}`;
export const FIRST_LINE = line(0);
export const LAST_LINE = line(NUMBERED_LINES - 1);

/** All lines as they come out of a terminal. Pure. */
export function numberedLines(): string {
  return Array.from({ length: NUMBERED_LINES }, (_, n) => `${line(n)}\r\n`).join('');
}

/** Lets the guest print the lines on its kernel's console; `shell` is at its prompt on another. */
export async function printNumberedLines(
  shell: BenchConsole,
  kernel: BenchConsole,
  options: AwaitOptions,
): Promise<void> {
  const printed = awaitText(kernel, `${LAST_LINE}\r\n`, options);
  // The kernel's own messages would come in between.
  shell.write(
    `echo 1 >/proc/sys/kernel/printk; seq ${FIRST} ${FIRST + NUMBERED_LINES - 1} | sed 's/$/${FILLER}/' >/dev/console\n`,
  );
  await printed;
}

/**
 * What a viewer who comes now is given at once, from its first byte to the end of the last numbered line.
 * @throws Error unless all lines are in it, in order
 */
export async function takeReplay(viewer: BenchConsole, options: AwaitOptions): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  viewer.listen((bytes) => {
    chunks.push(Buffer.from(bytes));
    const all = Buffer.concat(chunks);
    const last = all.indexOf(`${LAST_LINE}\r\n`);
    if (last !== -1) resolve(all.subarray(0, last + LINE_BYTES));
  });
  const replay = await withDeadline(promise, options, () => `the replay of ${viewer.label}`);
  if (!replay.includes(numberedLines())) throw new Error('The replay does not have all lines in order');
  return replay;
}
