import { fstatSync, fsyncSync } from 'node:fs';
import { UmlautError } from '@umlaut/contracts/errors';
import { absoluteBackingPath } from '../cow/backing-path.ts';
import { patchCowHeader } from '../cow/patch-header.ts';
import { digestRange } from './digest-range.ts';
import { diskFailure } from './disk-failure.ts';
import { JobMeter, type JobControl } from './job-control.ts';
import { requireNoOtherMerge } from './merge-journal.ts';
import { readHeader, readOpenCow } from './open-cow.ts';
import { OpenDisk } from './open-disk.ts';
import { writeFully } from './read-write.ts';
import { mtimeSeconds, openBacking, requireSize } from './require-backing.ts';

/**
 * Tells a copy-on-write file where its backing file is now: another path and that file's mtime in its header. The caller
 * answers for the content being the same; only the size can be compared.
 *
 * The write is one call, mostly within one sector of the disk. Torn by a power cut it would name a file that is not there:
 * the same call again mends it.
 * @throws COW_INVALID, BACKING_CHANGED (another size), BACKING_MISSING, PATH_UNSUPPORTED, DISK_IN_USE, DISK_INVALID
 */
export async function repointCow(options: {
  cowPath: string;
  backingPath: string;
}): Promise<{ backingPath: string }> {
  const backingPath = await absoluteBackingPath(options.backingPath);
  using cow = openForStamp(options.cowPath);
  using backing = openBacking(backingPath);
  requireNoOtherMerge(backingPath, null);
  requireSize(backing, readOpenCow(cow));
  stamp(cow, backingPath, mtimeSeconds(backing));
  return { backingPath };
}

/**
 * Accepts a backing file whose mtime has changed but whose content has not: reads all of it, compares the digest, and
 * writes the new mtime into the header.
 * @param options.sha256 of the backing file as it was, in hexadecimal
 * @param options.backingPath where the header's path is not to be believed
 * @throws BACKING_CHANGED (size or content), COW_INVALID, BACKING_MISSING, DISK_IN_USE, DISK_INVALID, CANCELLED
 */
export function restampCow(
  options: { cowPath: string; sha256: string; backingPath?: string },
  control: JobControl = {},
): { backingMtimeSeconds: number } {
  using cow = openForStamp(options.cowPath);
  const info = readOpenCow(cow);
  using backing = openBacking(options.backingPath ?? info.backingPath);
  requireNoOtherMerge(backing.path, null);
  requireSize(backing, info);
  const before = fstatSync(backing.fd, { bigint: true });
  const meter = new JobMeter(control, backing.sizeBytes);
  const digest = digestRange(backing.fd, { start: 0, end: backing.sizeBytes }, (bytes) =>
    meter.advance(bytes),
  );
  meter.finish();
  const after = fstatSync(backing.fd, { bigint: true });
  if (digest !== options.sha256.toLowerCase() || before.mtimeNs !== after.mtimeNs) {
    throw new UmlautError(
      'BACKING_CHANGED',
      `The content of ${backing.path} is not what ${info.path} was made over`,
      {
        hint: 'Put the old file back, or give the copy-on-write file up',
        details: { path: backing.path, expected: options.sha256, actual: digest },
      },
    );
  }
  const backingMtimeSeconds = mtimeSeconds(backing);
  stamp(cow, info.backingPath, backingMtimeSeconds);
  return { backingMtimeSeconds };
}

function openForStamp(path: string): OpenDisk {
  const cow = OpenDisk.open(path, { write: true });
  try {
    cow.lock('exclusive');
    return cow;
  } catch (error) {
    cow[Symbol.dispose]();
    throw error;
  }
}

function stamp(cow: OpenDisk, backingPath: string, backingMtimeSeconds: number): void {
  const patch = patchCowHeader(readHeader(cow), { backingPath, backingMtimeSeconds });
  try {
    writeFully(cow.fd, patch.bytes, patch.offset);
    fsyncSync(cow.fd);
  } catch (error) {
    throw diskFailure(error, cow.path);
  }
}
