import { Buffer } from 'node:buffer';
import type { AwaitOptions, BenchConsole } from './bench-console.ts';
import { awaitText, withDeadline } from './bench-console.ts';

const FIRST_NUMBER = 100_000;
const LINES = 10_000;
/** The guest makes its lines slowly, so they are made once and repeated. */
const REPEATS = 4;
/** Letters behind the number: lines of 80 columns, like text that people look at. */
const FILLER = 'abcdefghijklmnopqrstuvwxyz'.repeat(3).slice(0, 73);
const PATH = '/tmp/umlaut-bench.txt';
export const END = 'printed-42';
/** Room for the echo of the command, the end mark and the prompt behind it. */
const SLACK_BYTES = 4096;

/** One copy of the guest's file as it comes out of its terminal, which ends lines with CR LF. */
const COPY = Buffer.from(
  Array.from({ length: LINES }, (_, n) => `${FIRST_NUMBER + n} ${FILLER}\r\n`)
    .join('')
    .repeat(REPEATS),
  'latin1',
);
export const COPY_BYTES = COPY.length;

/** Writes the file that `measureOutput` prints; the guest's shell must be at its prompt. */
export async function writeOutputFile(console: BenchConsole, options: AwaitOptions): Promise<void> {
  const last = FIRST_NUMBER + LINES - 1;
  const done = awaitText(console, 'written-42', options);
  console.write(`seq ${FIRST_NUMBER} ${last} | sed 's/$/ ${FILLER}/' >${PATH}.once\n`);
  console.write(`cat${` ${PATH}.once`.repeat(REPEATS)} >${PATH}; echo written-$((6*7))\n`);
  await done;
}

/** For the shell: the file so many times, and `END` when all is printed. */
export function printCommand(copies: number): string {
  return `cat${` ${PATH}`.repeat(copies)}; echo printed-$((6*7))\n`;
}

/**
 * Lets the guest print the file some times over and takes everything in.
 * @returns megabytes (10^6) a second, from the keystroke that starts it to the last byte
 * @throws Error when a byte is missing, too much or out of order
 */
export async function measureOutput(
  console: BenchConsole,
  copies: number,
  options: AwaitOptions,
): Promise<number> {
  const total = copies * COPY_BYTES;
  // One piece of memory, touched beforehand: on few cores what measuring costs would slow the guest.
  const received = Buffer.alloc(total + SLACK_BYTES, ' ');
  let bytes = 0;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  console.listen((chunk) => {
    if (bytes + chunk.length > received.length) {
      reject(new Error(`More came on ${console.label} than the guest printed`));
      return;
    }
    received.set(chunk, bytes);
    bytes += chunk.length;
    if (bytes > total && received.subarray(total, bytes).includes(END)) resolve(performance.now());
  });
  const startedAt = performance.now();
  console.write(printCommand(copies));
  const endedAt = await withDeadline(promise, options, () => `${bytes} bytes on ${console.label}`);
  console.listen(() => {});
  assertComplete(received.subarray(0, bytes), copies);
  return total / 1e6 / ((endedAt - startedAt) / 1000);
}

function assertComplete(received: Buffer, copies: number): void {
  const start = received.indexOf(`${FIRST_NUMBER} ${FILLER}`);
  for (let copy = 0; copy < copies; copy++) {
    const from = start + copy * COPY_BYTES;
    if (start >= 0 && received.subarray(from, from + COPY_BYTES).equals(COPY)) continue;
    throw new Error(`Copy ${copy + 1} of ${copies} did not arrive complete and in order`);
  }
  const rest = received.subarray(start + copies * COPY_BYTES, start + copies * COPY_BYTES + END.length);
  if (rest.toString('latin1') !== END) throw new Error('More bytes came than the guest printed');
}
