import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchDisk } from '@umlaut/contracts/monitor';
import { findLockHolder } from '@umlaut/hostio';
import { checkBacking, readCow, type BackingCheck, type CowInfo } from '../cow/index.ts';

/** UML addresses disks in sectors; a rest at the end would silently be lost. */
const SECTOR_BYTES = 512;

/**
 * Checks all disks of a machine as the account that will open them, before UML is started: UML 7.2 panics
 * on any disk that it cannot open, 6.1 shows it only when the guest mounts, and both quietly use the
 * backing file of the COW header when it differs from the one they were told.
 * @throws UmlautError DISK_MISSING, DISK_INVALID, DISK_IN_USE, COW_INVALID, BACKING_MISSING or
 *   BACKING_CHANGED, each with `field` "disks.N" and, for a changed backing file, both remedies
 */
export async function checkDisks(disks: readonly LaunchDisk[]): Promise<void> {
  for (const [at, disk] of disks.entries()) {
    try {
      await checkDisk(disk);
    } catch (error) {
      if (!(error instanceof UmlautError)) throw error;
      const { code, message, hint, details, cause } = error;
      throw new UmlautError(code, message, {
        field: `disks.${at}`,
        details: { path: disk.path, ...details },
        ...(hint === undefined ? {} : { hint }),
        cause,
      });
    }
  }
}

async function checkDisk(disk: LaunchDisk): Promise<void> {
  await checkFile(disk);
  if (disk.backingPath === null) return;
  const info = await readCow(disk.path);
  await checkNamesSameFile(info, disk.backingPath);
  const check = await checkBacking({ ...info, backingPath: disk.backingPath });
  if (check.status !== 'ok') throw backingError(check, disk.path);
  await access(disk.backingPath, constants.R_OK).catch((cause: unknown) => {
    throw new UmlautError('DISK_INVALID', `The backing file ${disk.backingPath} cannot be read`, { cause });
  });
}

async function checkFile({ path, backingPath, readOnly }: LaunchDisk): Promise<void> {
  const info = await stat(path).catch((cause: unknown) => {
    throw new UmlautError('DISK_MISSING', `There is no disk ${path}`, { cause });
  });
  if (!info.isFile()) throw new UmlautError('DISK_INVALID', `The disk ${path} is not a regular file`);
  if (backingPath === null && (info.size === 0 || info.size % SECTOR_BYTES !== 0)) {
    throw new UmlautError(
      'DISK_INVALID',
      `The disk ${path} has ${info.size} bytes, which is no whole number of ${SECTOR_BYTES}-byte sectors`,
    );
  }
  const wanted = readOnly ? constants.R_OK : constants.R_OK | constants.W_OK;
  await access(path, wanted).catch((cause: unknown) => {
    const what = readOnly ? 'read' : 'read and written';
    throw new UmlautError('DISK_INVALID', `The disk ${path} cannot be ${what} by the machine's account`, {
      cause,
    });
  });
  await using file = await open(path, constants.O_RDONLY);
  const holder = readOnly ? null : findLockHolder(file.fd);
  if (holder === null) return;
  throw new UmlautError('DISK_IN_USE', `The disk ${path} is in use by process ${holder.pid}`, {
    details: { pid: holder.pid },
    hint: 'Shut down the machine that uses it, or end that process',
  });
}

/** A header that names another file which is also valid would win over the one that we pass to UML. */
async function checkNamesSameFile(info: CowInfo, backingPath: string): Promise<void> {
  const [named, wanted] = await Promise.all([statOrNull(info.backingPath), statOrNull(backingPath)]);
  if (named === null || wanted === null) return;
  if (named.dev === wanted.dev && named.ino === wanted.ino) return;
  throw new UmlautError(
    'COW_INVALID',
    `${info.path} was made over ${info.backingPath}, not over ${backingPath}`,
    {
      details: { headerBackingPath: info.backingPath, backingPath },
    },
  );
}

async function statOrNull(path: string): Promise<{ dev: bigint; ino: bigint } | null> {
  return stat(path, { bigint: true }).catch(() => null);
}

function backingError(check: Exclude<BackingCheck, { status: 'ok' }>, cowPath: string): UmlautError {
  const { path } = check;
  const discard = `discard the changes in ${cowPath} and make a new disk over the file as it is now`;
  switch (check.status) {
    case 'missing':
      return new UmlautError('BACKING_MISSING', `The backing file ${path} is gone`, {
        hint: `Put it back, or delete the machine: its disk holds only the changes`,
        details: check,
      });
    case 'unusable':
      return new UmlautError('BACKING_MISSING', `The backing file ${path} cannot be used: ${check.reason}`, {
        hint: 'Make it a readable regular file again',
        details: check,
      });
    case 'size-changed':
      return new UmlautError(
        'BACKING_CHANGED',
        `The backing file ${path} has ${check.actualBytes} bytes; the disk was made over ${check.expectedBytes}`,
        { hint: `Restore the file as it was, or ${discard}`, details: check },
      );
    case 'mtime-changed':
      return new UmlautError(
        'BACKING_CHANGED',
        `The backing file ${path} was modified ${isoTime(check.actualSeconds)}; the disk was made over its state of ${isoTime(check.expectedSeconds)}`,
        { hint: `Restore the file (content and modification time), or ${discard}`, details: check },
      );
  }
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
