import { Buffer } from 'node:buffer';
import { type AwaitOptions, withDeadline } from '../bench-console.ts';
import { COPY_BYTES, END, printCommand } from '../guest-output.ts';
import type { PeerConsole } from './peer-console.ts';

/** What stands still for so long does not go on by itself. */
const ALONE_MS = 2000;

/**
 * The same output without our answer to the lost wake-ups of UML: the peer as who installs it has it. It is given
 * two seconds; what has not come by then is fetched with our help, so that the next measurement begins at a prompt.
 * @returns megabytes (10^6) a second until all was there or the time was up
 */
export async function measureOutputAlone(
  console: PeerConsole,
  copies: number,
  options: AwaitOptions,
): Promise<number> {
  const { promise: printed, resolve } = Promise.withResolvers<number>();
  let bytes = 0;
  let tail = '';
  console.listen((chunk) => {
    bytes += chunk.length;
    const seen = tail + Buffer.from(chunk).toString('latin1');
    if (bytes > copies * COPY_BYTES && seen.includes(END)) resolve(performance.now());
    tail = seen.slice(-END.length);
  });
  console.isAided = false;
  const startedAt = performance.now();
  console.write(printCommand(copies));
  const { promise: timeUp, resolve: endTime } = Promise.withResolvers<number>();
  const timer = setTimeout(() => endTime(performance.now()), ALONE_MS);
  try {
    const endedAt = await Promise.race([printed, timeUp]);
    const rate = Math.min(bytes, copies * COPY_BYTES) / 1e6 / ((endedAt - startedAt) / 1000);
    console.isAided = true;
    await withDeadline(printed, options, () => `${bytes} bytes on ${console.label}`);
    return rate;
  } finally {
    clearTimeout(timer);
    console.isAided = true;
    console.listen(() => {});
  }
}
