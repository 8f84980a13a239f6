import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { createCow, type CowInfo } from '@umlaut/core/cow';

const MIB = 1024 ** 2;
const SECTOR_BYTES = 512;
/** Lengths of runs, as guests write them: pages, small files, large files. 4 MiB in all 16. */
const RUN_KIB = [4, 4, 4, 8, 8, 16, 16, 32, 64, 128, 256, 4, 512, 1024, 980, 1036];
const RUNS_BYTES = 4096 * 1024;

export interface ScatteredCow {
  imagePath: string;
  cow: CowInfo;
}

/** A sparse image with data here and there, and a copy-on-write file over it with changes all over the disk. */
export async function makeScatteredCow(
  folder: string,
  { sizeBytes, dataBytes, changedBytes }: { sizeBytes: number; dataBytes: number; changedBytes: number },
): Promise<ScatteredCow> {
  const imagePath = `${folder}/image`;
  scatterImage(imagePath, { sizeBytes, dataBytes });
  const cow = await createCow({ path: `${folder}/disk.cow`, backingPath: imagePath });
  scatterChanges(cow, changedBytes);
  return { imagePath, cow };
}

/** A new sparse image with data here and there. */
export function scatterImage(
  path: string,
  { sizeBytes, dataBytes }: { sizeBytes: number; dataBytes: number },
): void {
  writeSparse(path, sizeBytes, runs(sizeBytes, dataBytes));
}

/** Changes all over a copy-on-write file. */
export function scatterChanges(cow: CowInfo, changedBytes: number): void {
  writeChanges(cow, runs(cow.backingSizeBytes, changedBytes, 64 * 1024));
}

interface Run {
  offset: number;
  length: number;
}

/** Spread evenly; `shift` moves them, so that changes lie partly over data and partly over holes. */
function runs(sizeBytes: number, totalBytes: number, shift = 0): Run[] {
  const groups = Math.ceil(totalBytes / RUNS_BYTES);
  const step = Math.floor(sizeBytes / groups / RUN_KIB.length / 4096) * 4096;
  return Array.from({ length: groups * RUN_KIB.length }, (_, index) => ({
    offset: index * step + shift,
    length: (RUN_KIB[index % RUN_KIB.length] ?? 0) * 1024,
  }));
}

function writeSparse(path: string, sizeBytes: number, data: readonly Run[]): void {
  const fd = openSync(path, 'w');
  try {
    ftruncateSync(fd, sizeBytes);
    for (const { offset, length } of data) writeRun(fd, offset, Math.min(length, sizeBytes - offset));
  } finally {
    closeSync(fd);
  }
}

function writeChanges(cow: CowInfo, changes: readonly Run[]): void {
  const bitmap = Buffer.alloc(cow.bitmapBytes);
  const fd = openSync(cow.path, 'r+');
  try {
    for (const { offset, length } of changes) {
      const end = Math.min(offset + length, cow.backingSizeBytes);
      for (let sector = offset / SECTOR_BYTES; sector < end / SECTOR_BYTES; sector++) {
        bitmap[sector >> 3] = (bitmap[sector >> 3] ?? 0) | (1 << (sector & 7));
      }
      writeRun(fd, cow.dataOffset + offset, end - offset);
    }
    writeSync(fd, bitmap, 0, bitmap.length, cow.bitmapOffset);
  } finally {
    closeSync(fd);
  }
}

const NOISE = Buffer.from(Array.from({ length: MIB }, (_, index) => ((index * 2_654_435_761) >>> 13) & 0xff));

function writeRun(fd: number, offset: number, length: number): void {
  for (let at = 0; at < length;) {
    at += writeSync(fd, NOISE, 0, Math.min(NOISE.length, length - at), offset + at);
  }
}
