import { closeSync, constants, openSync } from 'node:fs';
import { UmlautError } from '@umlaut/contracts/errors';
import { findLockHolder, tryLockFile } from '@umlaut/hostio';

/** The right to run a machine: held by one monitor, given back by the kernel whatever way it ends. */
export class MachineLock implements Disposable {
  readonly #fd: number;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** @throws UmlautError MACHINE_RUNNING when another monitor holds it */
  static acquire(lockFile: string): MachineLock {
    const fd = openSync(lockFile, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
    if (!tryLockFile(fd)) {
      closeSync(fd);
      throw alreadyRunning();
    }
    return new MachineLock(fd);
  }

  [Symbol.dispose](): void {
    closeSync(this.#fd);
  }
}

/**
 * Asks before a monitor is started, so that the answer comes at once; the monitor itself decides.
 * @throws UmlautError MACHINE_RUNNING
 */
export function assertUnlocked(lockFile: string): void {
  let fd: number;
  try {
    fd = openSync(lockFile, constants.O_RDWR | constants.O_NOFOLLOW);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  try {
    if (findLockHolder(fd) !== null) throw alreadyRunning();
  } finally {
    closeSync(fd);
  }
}

function alreadyRunning(): UmlautError {
  return new UmlautError('MACHINE_RUNNING', 'The machine has a monitor already', {
    hint: 'Shut the machine down first',
  });
}
