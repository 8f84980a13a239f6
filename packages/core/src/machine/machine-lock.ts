import { closeSync, constants, openSync } from 'node:fs';
import { UmlautError } from '@umlaut/contracts/errors';
import { tryLockFile } from '@umlaut/hostio';

/**
 * The right to run a machine. Taken by whoever launches it and inherited by its monitor, which has it for
 * its whole life: the lock belongs to the open file, of which both have a descriptor (F_OFD_SETLK,
 * fcntl(2)), and the kernel gives it back whatever way the last of them ends.
 */
export class MachineLock implements Disposable {
  readonly fd: number;

  private constructor(fd: number) {
    this.fd = fd;
  }

  /** @throws UmlautError MACHINE_RUNNING when somebody has it */
  static acquire(lockFile: string): MachineLock {
    return MachineLock.#lock(
      openSync(lockFile, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600),
    );
  }

  /** Takes over a lock that the parent process acquired. @throws UmlautError MACHINE_RUNNING when it had not */
  static inherit(fd: number): MachineLock {
    return MachineLock.#lock(fd);
  }

  /** Closes this descriptor; the lock itself is gone once the last one is. */
  [Symbol.dispose](): void {
    closeSync(this.fd);
  }

  static #lock(fd: number): MachineLock {
    if (tryLockFile(fd)) return new MachineLock(fd);
    closeSync(fd);
    throw new UmlautError('MACHINE_RUNNING', 'The machine has a monitor already', {
      hint: 'Shut the machine down first',
    });
  }
}
