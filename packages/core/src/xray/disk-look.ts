import type { GuestDisk, GuestMount } from '@umlaut/contracts/model';
import { Cadence } from './cadence.ts';
import { parseDisks, parsePartitions, type DiskCounters } from './parse-disks.ts';
import { countGroups, parseBlockBytes, parseFreeBytes } from './parse-free-space.ts';
import { isRootMounted, parseMounts, type Mount } from './parse-mounts.ts';
import { question, type Question, type Rounds } from './question.ts';
import { RateMeter } from './rate-meter.ts';

const MOUNTS_INTERVAL_MS = 10_000;
/** While the root is not mounted. */
const BOOT_INTERVAL_MS = 1_000;
/** What a kernel does not tell, it will not tell in an hour. */
const BELIEVE_MS = 3_600_000;
/** Where a list of free blocks is long. */
const LARGE_INTERVAL_MS = 60_000;
const LARGE_GROUPS = 64;
/** A line of mb_groups has 114 bytes and an answer is whole up to 80 kB (docs/xray.md): 80 GiB of 4 KiB blocks. */
const MAX_GROUPS = 640;
const MAX_FILE_SYSTEMS = 16;

/** What is known of one ext4 file system. */
interface Ext4 {
  blockBytes: number | null;
  freeBytes: number | null;
  errorCount: number | null;
}

/** Disks, what is mounted, and how full that is. */
export class DiskLook {
  #disks: DiskCounters[] = [];
  #sizes = new Map<string, number>();
  #mounts: Mount[] = [];
  /** By the name of the disk. */
  #fileSystems = new Map<string, Ext4>();
  readonly #rates = new RateMeter();
  readonly #cadence = new Cadence();

  /** Whether the guest has a root of its own: before that there is only the kernel's empty one. */
  get isRootMounted(): boolean {
    return isRootMounted(this.#mounts);
  }

  *rounds(now: number): Rounds {
    const disks = question('proc diskstats', (text) => void (this.#disks = parseDisks(text)));
    if (!this.#cadence.take('mounts', this.isRootMounted ? MOUNTS_INTERVAL_MS : BOOT_INTERVAL_MS, now)) {
      yield [disks];
      return;
    }
    yield [
      disks,
      question('proc partitions', (text) => void (this.#sizes = parsePartitions(text))),
      question('proc 1/mountinfo', (text) => void (this.#mounts = parseMounts(text))),
    ];
    this.#keepMounted();
    yield [...this.#fileSystems].flatMap(([disk, known]) =>
      known.blockBytes === null ? blockBytesQuestion(disk, known) : [],
    );
    yield [...this.#fileSystems].flatMap(([disk, known]) => this.#usageQuestions(disk, known, now));
  }

  disks(at: number): GuestDisk[] {
    return this.#disks.map((disk) => {
      const rate = (kind: string, value: number): number | null =>
        this.#rates.perSecond(`${kind} ${disk.name}`, value, at);
      const busyMsPerSecond = rate('busy', disk.busyMs);
      return {
        name: disk.name,
        sizeBytes: this.#sizes.get(disk.name) ?? null,
        readBytes: disk.readBytes,
        writtenBytes: disk.writtenBytes,
        readBytesPerSecond: rate('read bytes', disk.readBytes),
        writtenBytesPerSecond: rate('written bytes', disk.writtenBytes),
        readsPerSecond: rate('reads', disk.reads),
        writesPerSecond: rate('writes', disk.writes),
        busyPercent: busyMsPerSecond === null ? null : Math.min(100, busyMsPerSecond / 10),
        inFlight: disk.inFlight,
      };
    });
  }

  mounts(): GuestMount[] {
    return this.#mounts.map(({ deviceNumber, ...mount }) => {
      const disk = this.#diskOf(deviceNumber);
      const known = mount.type === 'ext4' && disk !== null ? this.#fileSystems.get(disk) : undefined;
      return {
        ...mount,
        disk,
        sizeBytes: disk === null ? null : (this.#sizes.get(disk) ?? null),
        freeBytes: known?.freeBytes ?? null,
        errorCount: known?.errorCount ?? null,
      };
    });
  }

  reset(): void {
    this.forgetRates();
    this.#cadence.reset();
    this.#fileSystems.clear();
  }

  forgetRates(): void {
    this.#rates.reset();
  }

  #diskOf(deviceNumber: string): string | null {
    return this.#disks.find(({ number }) => number === deviceNumber)?.name ?? null;
  }

  #keepMounted(): void {
    const mounted = this.#mounts
      .filter(({ type }) => type === 'ext4')
      .flatMap(({ deviceNumber }) => this.#diskOf(deviceNumber) ?? []);
    const disks = [...new Set(mounted)].slice(0, MAX_FILE_SYSTEMS);
    const unknown: Ext4 = { blockBytes: null, freeBytes: null, errorCount: null };
    this.#fileSystems = new Map(
      disks.map((disk) => [disk, this.#fileSystems.get(disk) ?? { ...unknown }] as const),
    );
  }

  #usageQuestions(disk: string, known: Ext4, now: number): Question[] {
    const questions: Question[] = [
      question(
        `proc 1/root/sys/fs/ext4/${disk}/errors_count`,
        (text) => {
          known.errorCount = /^\d{1,10}\s*$/.test(text) ? Number(text) : null;
        },
        BELIEVE_MS,
      ),
    ];
    const { blockBytes } = known;
    const size = this.#sizes.get(disk);
    if (blockBytes === null || size === undefined) return questions;
    const groups = countGroups(size, blockBytes);
    const interval = groups > LARGE_GROUPS ? LARGE_INTERVAL_MS : 0;
    if (groups > MAX_GROUPS || !this.#cadence.take(`free ${disk}`, interval, now)) return questions;
    return [
      ...questions,
      question(`proc fs/ext4/${disk}/mb_groups`, (text) => {
        known.freeBytes = parseFreeBytes(text, blockBytes) ?? known.freeBytes;
      }),
    ];
  }
}

function blockBytesQuestion(disk: string, known: Ext4): Question {
  return question(
    `proc fs/ext4/${disk}/mb_structs_summary`,
    (text) => {
      known.blockBytes = parseBlockBytes(text);
    },
    BELIEVE_MS,
  );
}
