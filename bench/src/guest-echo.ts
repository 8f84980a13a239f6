import { withDeadline, type AwaitOptions, type BenchConsole } from './bench-console.ts';
import { awaitText } from './bench-console.ts';

/** Below the 4096 bytes that a terminal in canonical mode holds (N_TTY_BUF_SIZE, drivers/tty/n_tty.c). */
const KEYS_PER_LINE = 60;
const KEYS = 'abcdefghijklmnopqrstuvwxyz';

/** Makes the guest's terminal echo and nothing else: `cat` takes the lines away. */
export async function startEcho(console: BenchConsole, options: AwaitOptions): Promise<void> {
  const ready = awaitText(console, 'ready-42', options);
  console.write('echo ready-$((6*7)); cat >/dev/null\n');
  await ready;
  // The echo of a line shows that `cat` or at least the terminal in canonical mode is there.
  const echoed = awaitText(console, 'first line\r\n', options);
  console.write('first line\n');
  await echoed;
}

/**
 * Presses one key after the other, each when the one before has been echoed.
 * @returns milliseconds from key to echo, one for each
 */
export async function measureEcho(
  console: BenchConsole,
  keys: number,
  options: AwaitOptions,
): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < keys; n++) {
    if (n % KEYS_PER_LINE === 0) await pressAndAwait(console, '\n', options);
    times.push(await pressAndAwait(console, KEYS.charAt(n % KEYS.length), options));
  }
  return times;
}

async function pressAndAwait(console: BenchConsole, key: string, options: AwaitOptions): Promise<number> {
  const wanted = key.charCodeAt(0);
  const { promise, resolve } = Promise.withResolvers<number>();
  console.listen((bytes) => {
    if (bytes.includes(wanted)) resolve(performance.now());
  });
  const pressedAt = performance.now();
  console.write(key);
  return (
    (await withDeadline(promise, options, () => `the echo of ${JSON.stringify(key)} on ${console.label}`)) -
    pressedAt
  );
}
