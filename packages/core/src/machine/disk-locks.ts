import { closeSync, constants, openSync } from 'node:fs';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchDisk } from '@umlaut/contracts/monitor';
import { tryLockFile } from '@umlaut/hostio';

/**
 * The right to write to disks, for the life of a monitor: one locked file `<disk>.lock` beside each. UML's
 * own locks on the disks come too late (6.1 opens a disk when the guest does) and would conflict with ours.
 */
export class DiskLocks implements Disposable {
  readonly #fds: number[] = [];

  /** @throws UmlautError DISK_IN_USE with `field` "disks.N" */
  static acquire(disks: readonly LaunchDisk[]): DiskLocks {
    const locks = new DiskLocks();
    try {
      for (const [at, disk] of disks.entries()) {
        if (!disk.readOnly) locks.#acquire(disk.path, `disks.${at}`);
      }
    } catch (error) {
      locks[Symbol.dispose]();
      throw error;
    }
    return locks;
  }

  /** The files stay: removing one while another process opens it would give out the right twice. */
  [Symbol.dispose](): void {
    for (const fd of this.#fds.splice(0)) closeSync(fd);
  }

  #acquire(path: string, field: string): void {
    const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;
    const fd = openSync(`${path}.lock`, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
    this.#fds.push(fd);
    if (tryLockFile(fd)) return;
    throw new UmlautError('DISK_IN_USE', `The disk ${path} is in use by another machine`, {
      field,
      hint: 'Shut down the machine that uses it',
      details: { path },
    });
  }
}
