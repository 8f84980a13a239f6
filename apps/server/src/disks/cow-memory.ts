import { stat } from 'node:fs/promises';
import { countChangedBytes, readCow, type CowInfo } from '@umlaut/core/cow';

export interface CowFacts {
  info: CowInfo;
  changedBytes: number;
}

interface Remembered {
  stamp: string;
  facts: CowFacts;
}

/**
 * A file that was written to within this time is read anew: another write could leave it with the same time, for the
 * kernel counts in ticks of up to 10 ms, and file systems of others in up to 2 s.
 */
const SETTLED_MS = 2_500;

/**
 * What copy-on-write files said, for as long as they are not written to: a header and a bitmap of many KiB for each, and
 * hosts have a thousand.
 */
export class CowMemory {
  readonly #known = new Map<string, Remembered>();

  /** @throws COW_INVALID, DISK_MISSING, DISK_INVALID */
  async read(path: string): Promise<CowFacts> {
    const stamp = await stampOf(path);
    const known = this.#known.get(path);
    if (known !== undefined && known.stamp === stamp) return known.facts;
    this.#known.delete(path);
    const facts = { info: await readCow(path), changedBytes: await countChangedBytes(path) };
    if (stamp !== null && stamp === (await stampOf(path))) this.#known.set(path, { stamp, facts });
    return facts;
  }

  /** Forgets files that are not among these. */
  keepOnly(paths: ReadonlySet<string>): void {
    for (const path of this.#known.keys()) if (!paths.has(path)) this.#known.delete(path);
  }
}

/** What changes with every write, other than by a clock that is set back; null while that is not told apart. */
async function stampOf(path: string): Promise<string | null> {
  const info = await stat(path, { bigint: true }).catch(() => null);
  if (info === null) return null;
  const { dev, ino, size, mtimeNs, ctimeNs } = info;
  const newest = Number((mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1_000_000n);
  if (Math.abs(Date.now() - newest) < SETTLED_MS) return null;
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}
