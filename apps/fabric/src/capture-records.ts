import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startCapture, type StartCapture } from '@umlaut/contracts/fabric';
import type { CaptureId } from '@umlaut/contracts/model';
import { writeFileAtomic } from '@umlaut/core/process';
import { z } from 'zod';

const captureRecord = z.object({
  wanted: startCapture,
  startedAt: z.iso.datetime(),
  /** Null: it goes on, with the next fabric if there is none now. */
  stoppedAt: z.iso.datetime().nullable(),
});
export type CaptureRecord = z.output<typeof captureRecord>;

/** What captures there are, one file each beside their pcapng, so that they outlive a fabric. */
export class CaptureRecords {
  readonly #folder: string;

  /** Makes the folder. */
  constructor(stateDir: string) {
    this.#folder = join(stateDir, 'captures');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** Of the pcapng file. */
  pathOf(id: CaptureId): string {
    return join(this.#folder, `${id}.pcapng`);
  }

  /** Those that are wanted, in the order of their beginning. All other files are removed. */
  load(isWanted: (capture: StartCapture) => boolean): CaptureRecord[] {
    const names = readdirSync(this.#folder);
    const records = names
      .flatMap((name) => (name.endsWith('.json') ? this.#read(name) : []))
      .filter(({ wanted }) => isWanted(wanted));
    const known = new Set<string>(records.map(({ wanted }) => wanted.id));
    for (const name of names) {
      if (!known.has(name.slice(0, name.indexOf('.')))) rmSync(join(this.#folder, name), { force: true });
    }
    return records.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
  }

  /** @throws ErrnoException */
  async save(record: CaptureRecord): Promise<void> {
    await writeFileAtomic(this.#recordPath(record.wanted.id), JSON.stringify(record), { mode: 0o600 });
  }

  remove(id: CaptureId): void {
    rmSync(this.#recordPath(id), { force: true });
  }

  #recordPath(id: CaptureId): string {
    return join(this.#folder, `${id}.json`);
  }

  #read(name: string): CaptureRecord[] {
    try {
      return [captureRecord.parse(JSON.parse(readFileSync(join(this.#folder, name), 'utf8')))];
    } catch {
      // Of no use to anybody without it, and the next try would be no better.
      return [];
    }
  }
}
