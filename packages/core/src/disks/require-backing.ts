import { fstatSync } from 'node:fs';
import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import { wholeSeconds } from '../cow/check-backing.ts';
import type { CowInfo } from '../cow/read-cow.ts';
import { requireRaw } from './open-cow.ts';
import { OpenDisk } from './open-disk.ts';

/** Opens a backing file. Its path is the caller's, so links are followed, as the kernel does. @throws BACKING_MISSING */
export function openBacking(path: string, options: { write?: boolean } = {}): OpenDisk {
  try {
    return OpenDisk.open(path, { ...options, followLink: true });
  } catch (error) {
    if (!isUmlautError(error) || error.code !== 'DISK_MISSING') throw error;
    throw new UmlautError('BACKING_MISSING', `There is no backing file ${path}`, {
      hint: 'Tell where it is now',
      details: { path },
      cause: error,
    });
  }
}

export function mtimeSeconds(disk: OpenDisk): number {
  return wholeSeconds(fstatSync(disk.fd, { bigint: true }).mtimeNs);
}

/** @throws BACKING_CHANGED, DISK_INVALID (itself a copy-on-write file) */
export function requireSize(backing: OpenDisk, cow: CowInfo): void {
  requireRaw(backing);
  const { path, sizeBytes } = backing;
  if (sizeBytes === cow.backingSizeBytes) return;
  const sentence = `The backing file ${path} has ${sizeBytes} bytes, not ${cow.backingSizeBytes} as ${cow.path} says`;
  throw new UmlautError('BACKING_CHANGED', sentence, {
    details: { path, expectedBytes: cow.backingSizeBytes, actualBytes: sizeBytes },
  });
}

/** The kernel's own test. @throws BACKING_CHANGED, DISK_INVALID */
export function requireUnchanged(backing: OpenDisk, cow: CowInfo): void {
  requireSize(backing, cow);
  const { path } = backing;
  const seconds = mtimeSeconds(backing);
  if (seconds === cow.backingMtimeSeconds) return;
  throw new UmlautError(
    'BACKING_CHANGED',
    `The backing file ${path} was modified after ${cow.path} was made`,
    {
      hint: 'When its content is provably the same, stamp the copy-on-write file anew',
      details: { path, expectedSeconds: cow.backingMtimeSeconds, actualSeconds: seconds },
    },
  );
}
