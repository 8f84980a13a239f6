import type { FileHandle } from 'node:fs/promises';
import type { HalfFile } from './half-file.ts';

const READ_BYTES = 65_536;

interface ReadHalvesOptions {
  headerBytes: number;
  /** Waits for more; false: there will be none. Null: what there is now is enough. */
  more: (() => Promise<boolean>) | null;
}

/**
 * The halves from this one on, as one file: the second's header is left out, so that one section has all frames.
 * A reader that is slower than the writer misses halves that were removed meanwhile.
 */
export async function* readHalves(first: HalfFile, options: ReadHalvesOptions): AsyncGenerator<Buffer> {
  // Without `more`, what is written while it reads is not its business: else it could run after the writer for ever.
  const sizes = options.more === null ? sizesFrom(first) : null;
  let from = 0;
  for (let half: HalfFile | null = first; half !== null; half = half.next) {
    const size: number | undefined = sizes?.get(half);
    if (sizes !== null && size === undefined) return;
    await using file = await half.openForReading();
    if (file === null) continue;
    yield* readHalf(half, file, { from, until: size ?? null, more: options.more });
    from = options.headerBytes;
  }
}

function sizesFrom(first: HalfFile): Map<HalfFile, number> {
  const sizes = new Map<HalfFile, number>();
  for (let half: HalfFile | null = first; half !== null; half = half.next) sizes.set(half, half.size);
  return sizes;
}

async function* readHalf(
  half: HalfFile,
  file: FileHandle,
  { from, until, more }: { from: number; until: number | null; more: ReadHalvesOptions['more'] },
): AsyncGenerator<Buffer> {
  let at = from;
  for (;;) {
    // Asked first: a size that is looked at later is then the last one.
    const { isClosed } = half;
    while (at < (until ?? half.size)) {
      const length = Math.min(READ_BYTES, (until ?? half.size) - at);
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    if (isClosed || more === null) return;
    if (!(await more()) && at >= half.size) return;
  }
}
