import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { UmlautError } from '@umlaut/contracts/errors';
import { findLockHolder, tryLockFile } from '@umlaut/hostio';
import { diskFailure } from './disk-failure.ts';

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants;

/** A regular file held open; owns its descriptor. */
export class OpenDisk implements Disposable {
  readonly path: string;
  readonly fd: number;

  private constructor(path: string, fd: number) {
    this.path = path;
    this.fd = fd;
  }

  /**
   * @param options.followLink only for paths that no guest can have a hand in: a machine's folder belongs to its
   *   account, and this process may be root
   * @throws DISK_MISSING, DISK_INVALID
   */
  static open(path: string, options: { write?: boolean; followLink?: boolean } = {}): OpenDisk {
    const { write = false, followLink = false } = options;
    // O_NONBLOCK: opening a fifo must not wait for its other end.
    const flags = (write ? O_RDWR : O_RDONLY) | (followLink ? 0 : O_NOFOLLOW) | O_NONBLOCK;
    let fd: number;
    try {
      fd = openSync(path, flags);
    } catch (error) {
      throw diskFailure(error, path);
    }
    const disk = new OpenDisk(path, fd);
    if (fstatSync(fd).isFile()) return disk;
    disk[Symbol.dispose]();
    throw new UmlautError('DISK_INVALID', `The disk ${path} is not a regular file`, { details: { path } });
  }

  get sizeBytes(): number {
    return fstatSync(this.fd).size;
  }

  /**
   * Keeps machines off while it is open: a kernel that cannot lock its disk does without the disk.
   * @throws DISK_IN_USE
   */
  lock(kind: 'shared' | 'exclusive'): void {
    let pid: number | undefined;
    try {
      if (tryLockFile(this.fd, { shared: kind === 'shared' })) return;
      pid = findLockHolder(this.fd)?.pid;
    } catch (error) {
      throw diskFailure(error, this.path);
    }
    throw new UmlautError('DISK_IN_USE', `The disk ${this.path} is in use`, {
      hint: 'Shut down the machine that runs on it first',
      details: { path: this.path, ...(pid === undefined || pid < 0 ? {} : { pid }) },
    });
  }

  [Symbol.dispose](): void {
    closeSync(this.fd);
  }
}
