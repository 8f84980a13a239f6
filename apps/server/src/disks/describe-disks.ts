import { stat } from 'node:fs/promises';
import { isUmlautError } from '@umlaut/contracts/errors';
import { diskDevice, type DiskConfig, type DiskIntegrity, type MachineDisk } from '@umlaut/contracts/model';
import type { BackingCheck } from '@umlaut/core/cow';
import type { DiskLook } from './disk-look.ts';

const INTEGRITY: Readonly<Record<BackingCheck['status'], DiskIntegrity>> = {
  ok: 'sound',
  missing: 'backing-missing',
  unusable: 'backing-missing',
  'mtime-changed': 'backing-changed',
  'size-changed': 'backing-resized',
};

export interface DescribedDisk {
  disk: DiskConfig;
  path: string;
  live: boolean | null;
}

/** A disk, and what deleting its file would give back. */
export type WeighedDisk = MachineDisk & { ownBytes: number };

/** What a disk is and holds now. One that cannot be read is shown with its problem. */
export async function describeDisk(
  { disk, path, live }: DescribedDisk,
  look: DiskLook,
): Promise<WeighedDisk> {
  const { number, kind, flags, serial, plugged, madeAt } = disk;
  const described: WeighedDisk = {
    number,
    device: diskDevice(number),
    path,
    kind,
    flags,
    serial,
    plugged,
    madeAt,
    live,
    backingPath: null,
    backingImageId: null,
    sizeBytes: 0,
    ...(await look.room(path)),
    changedBytes: null,
    problem: null,
    integrity: 'sound',
  };
  if (kind !== 'cow') return { ...described, ...(await rawFacts(path)) };
  try {
    const { info, changedBytes } = await look.cow(path);
    const check = await look.backing(info);
    return {
      ...described,
      backingPath: info.backingPath,
      backingImageId: look.imageOfPath(info.backingPath),
      sizeBytes: info.backingSizeBytes,
      changedBytes,
      problem: describeProblem(check),
      integrity: INTEGRITY[check.status],
    };
  } catch (error) {
    if (!isUmlautError(error)) throw error;
    return { ...described, problem: error.message, integrity: 'unreadable' };
  }
}

async function rawFacts(path: string): Promise<Pick<MachineDisk, 'sizeBytes' | 'problem' | 'integrity'>> {
  const info = await stat(path).catch(() => null);
  if (info === null) return { sizeBytes: 0, problem: `There is no disk ${path}`, integrity: 'unreadable' };
  if (info.size === 0) return { sizeBytes: 0, problem: `The disk ${path} is empty`, integrity: 'unreadable' };
  return { sizeBytes: info.size, problem: null, integrity: 'sound' };
}

function describeProblem(check: BackingCheck): string | null {
  switch (check.status) {
    case 'ok':
      return null;
    case 'missing':
      return `Its backing file ${check.path} is missing.`;
    case 'unusable':
      return `Its backing file ${check.path} cannot be used. ${check.reason}.`;
    case 'size-changed':
      return `Its backing file has ${check.actualBytes} bytes; the disk was made when it had ${check.expectedBytes}.`;
    case 'mtime-changed':
      return `Its backing file was written at ${atTime(check.actualSeconds)}; the disk was made when it had last been written at ${atTime(check.expectedSeconds)}.`;
  }
}

function atTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
