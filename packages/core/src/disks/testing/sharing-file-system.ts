import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  mkdirSync,
  openSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIMITS = { timeout: 60_000, encoding: 'utf8' } as const;
/** The least that mkfs.xfs makes. */
const SIZE_BYTES = 300 * 2 ** 20;

export type SharingKind = 'btrfs' | 'xfs';

/** Whether a file system of a kind can be made here; says why not. */
export function canMakeFileSystem(kind: SharingKind): boolean {
  const why = whyNoFileSystem(kind);
  if (why !== null) process.stderr.write(`Nothing is tried on ${kind}: ${why}.\n`);
  return why === null;
}

function whyNoFileSystem(kind: SharingKind): string | null {
  if (process.geteuid?.() !== 0) return 'only root can mount';
  if (!existsSync('/dev/loop-control')) return 'there are no loop devices';
  if (!existsSync(`/usr/sbin/mkfs.${kind}`)) return `there is no mkfs.${kind}`;
  return null;
}

/** A file system whose files share blocks, in a file, mounted until it is disposed of. */
export class SharingFileSystem implements Disposable {
  readonly path: string;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, 'mounted');
  }

  static make(kind: SharingKind): SharingFileSystem {
    const made = new SharingFileSystem(mkdtempSync(join(tmpdir(), `umlaut-${kind}-`)));
    try {
      const file = join(made.#folder, 'file-system');
      const fd = openSync(file, 'wx');
      ftruncateSync(fd, SIZE_BYTES);
      closeSync(fd);
      mkdirSync(made.path);
      execFileSync(`/usr/sbin/mkfs.${kind}`, [file], LIMITS);
      // The loop device goes with the mount: mount(8) sets it to clear itself.
      execFileSync('mount', ['-t', kind, '-o', 'loop', file, made.path], LIMITS);
      // The account of the machines has to pass.
      for (const folder of [made.#folder, made.path]) chmodSync(folder, 0o711);
      return made;
    } catch (error) {
      made[Symbol.dispose]();
      throw error;
    }
  }

  /** What is allocated on all of it, once everything is written out. */
  usedBytes(): number {
    execFileSync('sync', ['-f', this.path], LIMITS);
    const [, used] = execFileSync('df', ['--block-size=1', '--output=used', this.path], LIMITS).split('\n');
    return Number(used);
  }

  [Symbol.dispose](): void {
    try {
      execFileSync('umount', [this.path], LIMITS);
    } catch {
      // It was never mounted, or something holds it: the kernel lets go of it then with its last file.
      try {
        execFileSync('umount', ['--lazy', this.path], LIMITS);
      } catch {
        // Never mounted.
      }
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
