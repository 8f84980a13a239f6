import {
  appendFileSync,
  closeSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openLogFile } from './open-log-file.ts';

/** Where a run of the machine begins in a console log. */
export interface Boot {
  /** Log offset of the run's first byte. */
  offset: number;
  /** ISO 8601 time, UTC. */
  at: string;
  bootId: string;
}

const FILE_NAME = 'boots.jsonl';
/** Oldest boots are forgotten beyond this, for guests that reboot for ever. */
const MAX_BOOTS = 512;

/**
 * The beginnings of runs, one JSON object per line. A line that cannot be read is passed over; a mark that
 * cannot be written is kept in memory and written with a later one.
 */
export class BootIndex {
  readonly #dir: string;
  #boots: Boot[];
  #forgotten = 0;
  #fileIsStale = false;

  constructor(dir: string) {
    this.#dir = dir;
    this.#boots = readBoots(join(dir, FILE_NAME));
  }

  /** Boots have running numbers; the first one with number `sequence` or above, or null. */
  at(sequence: number): { sequence: number; boot: Boot } | null {
    const index = Math.max(0, sequence - this.#forgotten);
    const boot = this.#boots[index];
    return boot === undefined ? null : { sequence: index + this.#forgotten, boot };
  }

  /** Number of the first boot at `offset` or after it. */
  firstFrom(offset: number): number {
    const index = this.#boots.findIndex((boot) => boot.offset >= offset);
    return this.#forgotten + (index === -1 ? this.#boots.length : index);
  }

  /** Oldest first. */
  get all(): readonly Boot[] {
    return this.#boots;
  }

  /** Forgets all boots. @throws ErrnoException */
  clear(): void {
    this.#forget(this.#boots.length);
    rmSync(join(this.#dir, FILE_NAME), { force: true });
    this.#fileIsStale = false;
  }

  mark(boot: Boot): void {
    this.#boots.push(boot);
    try {
      this.#write(boot);
    } catch {
      this.#fileIsStale = true;
    }
  }

  #write(boot: Boot): void {
    const path = join(this.#dir, FILE_NAME);
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    const surplus = this.#boots.length - MAX_BOOTS;
    if (surplus <= 0 && !this.#fileIsStale) {
      appendFileSync(path, formatBoot(boot), { mode: 0o600 });
      return;
    }
    // Half of them at a time, so that the file is not rewritten at every boot from then on.
    if (surplus > 0) this.#forget(MAX_BOOTS / 2);
    writeFileSync(`${path}.new`, this.#boots.map(formatBoot).join(''), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    this.#fileIsStale = false;
  }

  #forget(count: number): void {
    this.#boots.splice(0, count);
    this.#forgotten += count;
  }
}

/** Begins with a line end as well, so that a line torn by a crash spoils only itself. */
function formatBoot({ offset, at, bootId }: Boot): string {
  return `\n${JSON.stringify({ offset, at, bootId })}\n`;
}

function readBoots(path: string): Boot[] {
  const text = readText(path);
  const boots = text.split('\n').flatMap((line) => parseBoot(line) ?? []);
  return boots.slice(-MAX_BOOTS).toSorted((a, b) => a.offset - b.offset);
}

/** Boots are a convenience: without them the bytes are still shown. */
function readText(path: string): string {
  try {
    const file = openLogFile(path);
    if (file === null) return '';
    try {
      return readFileSync(file.fd, 'utf8');
    } finally {
      closeSync(file.fd);
    }
  } catch {
    return '';
  }
}

function parseBoot(line: string): Boot | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (!('offset' in value && 'at' in value && 'bootId' in value)) return null;
  const { offset, at, bootId } = value;
  if (typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 0) return null;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof bootId !== 'string') return null;
  return { offset, at, bootId };
}
