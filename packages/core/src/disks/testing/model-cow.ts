import { closeSync, ftruncateSync, openSync, statSync, truncateSync, writeSync } from 'node:fs';
import { wholeSeconds } from '../../cow/check-backing.ts';
import { cowGeometry } from '../../cow/geometry.ts';
import { encodeCowHeader } from '../../cow/header-codec.ts';
import { COW_MAGIC, PREFIX, V1, V2, V3_BROKEN } from '../../cow/layout.ts';

/** What a guest did to a stretch of its disk, in sectors. */
export interface ModelWrite {
  sector: number;
  count: number;
  /** 0 writes zeros; `discard` marks the sectors and leaves holes. */
  fill: number | 'discard';
}

export type ModelVersion = 1 | '1-big-endian' | 2 | 3 | '3-broken';

interface ModelCow {
  path: string;
  backingPath: string;
  version: ModelVersion;
  writes: readonly ModelWrite[];
}

const SECTOR = 512;

/** A copy-on-write file written by the letter of docs/protocols/cow.md, one sector at a time. */
export function writeModelCow({ path, backingPath, version, writes }: ModelCow): void {
  const found = statSync(backingPath, { bigint: true });
  const size = Number(found.size);
  const header = modelHeader(version, backingPath, size, wholeSeconds(found.mtimeNs));
  const number = typeof version === 'number' ? version : version === '3-broken' ? 3 : 1;
  const alignment = number === 3 ? 4096 : SECTOR;
  const geometry = cowGeometry({
    version: number,
    headerBytes: header.length,
    backingSizeBytes: size,
    alignment,
  });
  const fd = openSync(path, 'w+');
  try {
    writeSync(fd, header);
    ftruncateSync(fd, geometry.fileBytes);
    const bitmap = Buffer.alloc(geometry.bitmapBytes);
    for (const [sector, fill] of fillOfSectors(writes)) {
      const length = Math.min(SECTOR, size - sector * SECTOR);
      if (length <= 0 || sector >= geometry.bitmapBytes * 8) continue;
      bitmap[sector >> 3] = (bitmap[sector >> 3] ?? 0) | (1 << (sector & 7));
      if (fill === 'discard') continue;
      writeSync(fd, Buffer.alloc(length, fill), 0, length, geometry.dataOffset + sector * SECTOR);
    }
    writeSync(fd, bitmap, 0, bitmap.length, geometry.bitmapOffset);
  } finally {
    closeSync(fd);
  }
  truncateSync(path, geometry.fileBytes);
}

/** The last write of each sector. */
function fillOfSectors(writes: readonly ModelWrite[]): Map<number, ModelWrite['fill']> {
  const fills = new Map<number, ModelWrite['fill']>();
  for (const { sector, count, fill } of writes) {
    for (let at = sector; at < sector + count; at++) fills.set(at, fill);
  }
  return fills;
}

/** What the guest sees. */
export function modelDisk(backing: Buffer, version: ModelVersion, writes: readonly ModelWrite[]): Buffer {
  const disk = Buffer.from(backing);
  const old = version !== 3 && version !== '3-broken';
  const end = old ? Math.floor((disk.length + SECTOR - 1) / (8 * SECTOR)) * 8 * SECTOR : disk.length;
  for (const { sector, count, fill } of writes) {
    const from = Math.min(sector * SECTOR, end);
    const to = Math.min((sector + count) * SECTOR, end, disk.length);
    if (from < to) disk.fill(fill === 'discard' ? 0 : fill, from, to);
  }
  return disk;
}

function modelHeader(version: ModelVersion, path: string, size: number, mtime: number): Buffer {
  if (version === 3) {
    return Buffer.from(
      encodeCowHeader({ backingPath: path, backingSizeBytes: size, backingMtimeSeconds: mtime }),
    );
  }
  const layout = version === 2 ? V2 : version === '3-broken' ? V3_BROKEN : V1;
  const header = Buffer.alloc(layout.bytes);
  const littleEndian = version === 1;
  const put = (offset: number, value: number): void => {
    if (littleEndian) header.writeUInt32LE(value, offset);
    else header.writeUInt32BE(value, offset);
  };
  put(PREFIX.magic, COW_MAGIC);
  put(PREFIX.version, version === 2 ? 2 : version === '3-broken' ? 3 : 1);
  header.write(path, layout.path);
  put(layout.mtime, mtime);
  if (version === '3-broken') put(V3_BROKEN.alignment, 4096);
  if (littleEndian) header.writeBigUInt64LE(BigInt(size), layout.size);
  else header.writeBigUInt64BE(BigInt(size), layout.size);
  put(layout.sectorSize, SECTOR);
  return header;
}
