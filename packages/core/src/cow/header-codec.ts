import { cowError } from './cow-error.ts';
import {
  COW_MAGIC,
  DEFAULT_ALIGNMENT,
  FORMAT_BITMAP,
  MAX_ALIGNMENT,
  MAX_DISK_BYTES,
  MAX_MTIME_SECONDS,
  PREFIX,
  SECTOR_BYTES,
  V1,
  V2,
  V3,
  V3_BROKEN,
} from './layout.ts';

/** What the header says, checked for sense but not against the backing file. */
export interface CowHeader {
  version: 1 | 2 | 3;
  /** Length of the header itself, which differs by version. */
  headerBytes: number;
  /** Absolute. */
  backingPath: string;
  backingSizeBytes: number;
  /** Whole seconds since 1970. */
  backingMtimeSeconds: number;
  /** Of the bitmap and the data; 512 for versions 1 and 2. */
  alignment: number;
}

interface Layout {
  mtime: number;
  size: number;
  sectorSize: number;
  path: number;
  pathBytes: number;
  bytes: number;
  alignment?: number;
  format?: number;
}

/** Whether these first bytes of a file claim to be a copy-on-write file. */
export function hasCowMagic(bytes: Uint8Array): boolean {
  return bytes.length >= PREFIX.bytes && magicOrder(viewOf(bytes)) !== null;
}

/**
 * Decodes a header as the kernel's read_cow_header() does, but refuses what would surprise it.
 * @param bytes the first MAX_HEADER_BYTES of the file, or all of a shorter one
 * @throws COW_INVALID with `details.offset`
 */
export function decodeCowHeader(bytes: Uint8Array): CowHeader {
  if (bytes.length < PREFIX.bytes)
    throw cowError(`A file of ${bytes.length} bytes is no COW file`, bytes.length);
  const view = viewOf(bytes);
  const order = magicOrder(view);
  if (order === null)
    throw cowError('The file does not begin with the COW magic', PREFIX.magic, view.getUint32(0));
  const version = view.getUint32(PREFIX.version, order.littleEndian);
  if (version !== 1 && version !== 2 && version !== 3) {
    throw cowError(`COW version ${version} is unknown`, PREFIX.version, version);
  }
  if (version !== 1 && order.littleEndian) {
    throw cowError(`A COW header of version ${version} must be big endian`, PREFIX.magic);
  }
  const layout: Layout = version === 1 ? V1 : version === 2 ? V2 : versionThreeLayout(view);
  if (bytes.length < layout.bytes) {
    throw cowError(`The COW header ends after ${bytes.length} of ${layout.bytes} bytes`, bytes.length);
  }
  return {
    version,
    headerBytes: layout.bytes,
    backingPath: readPath(bytes.subarray(layout.path, layout.path + layout.pathBytes), layout.path),
    backingSizeBytes: readSize(view, layout.size, order.littleEndian),
    backingMtimeSeconds: view.getUint32(layout.mtime, order.littleEndian),
    alignment: readAlignment(view, layout, order.littleEndian),
  };
}

/**
 * Encodes a version 3 header, V3.bytes long; zero bytes follow it up to the bitmap.
 * @throws COW_INVALID when a value does not fit the format
 */
export function encodeCowHeader(header: {
  backingPath: string;
  backingSizeBytes: number;
  backingMtimeSeconds: number;
}): Uint8Array {
  const bytes = new Uint8Array(V3.bytes);
  const view = viewOf(bytes);
  const path = new TextEncoder().encode(header.backingPath);
  if (path.length >= V3.pathBytes) {
    throw cowError(
      `A backing path has at most ${V3.pathBytes - 1} bytes, not ${path.length}`,
      V3.path,
      path.length,
    );
  }
  const mtime = header.backingMtimeSeconds;
  if (!Number.isInteger(mtime) || mtime < 0 || mtime > MAX_MTIME_SECONDS) {
    throw cowError(`A COW header cannot hold the modification time ${mtime}`, V3.mtime, mtime);
  }
  const size = header.backingSizeBytes;
  if (!Number.isInteger(size) || size < 1 || size > MAX_DISK_BYTES) {
    throw cowError(`A COW header cannot hold a disk of ${size} bytes`, V3.size, size);
  }
  view.setUint32(PREFIX.magic, COW_MAGIC);
  view.setUint32(PREFIX.version, 3);
  view.setUint32(V3.mtime, mtime);
  view.setBigUint64(V3.size, BigInt(size));
  view.setUint32(V3.sectorSize, SECTOR_BYTES);
  view.setUint32(V3.alignment, DEFAULT_ALIGNMENT);
  view.setUint32(V3.format, FORMAT_BITMAP);
  bytes.set(path, V3.path);
  decodeCowHeader(bytes);
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function magicOrder(view: DataView): { littleEndian: boolean } | null {
  if (view.getUint32(PREFIX.magic, false) === COW_MAGIC) return { littleEndian: false };
  if (view.getUint32(PREFIX.magic, true) === COW_MAGIC) return { littleEndian: true };
  return null;
}

/** The kernel's own test: no path begins with four zero bytes, so there they are the broken one's format. */
function versionThreeLayout(view: DataView): Layout {
  if (view.byteLength < V3.path + 4) throw cowError('The COW header is cut short', view.byteLength);
  return view.getUint32(V3.path) === 0 ? V3_BROKEN : V3;
}

function readPath(field: Uint8Array, offset: number): string {
  const end = field.indexOf(0);
  if (end === -1) throw cowError('The backing path in the COW header has no end', offset);
  let path: string;
  try {
    path = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(field.subarray(0, end));
  } catch {
    throw cowError('The backing path in the COW header is not UTF-8', offset);
  }
  if (!path.startsWith('/'))
    throw cowError('The backing path in the COW header is not absolute', offset, path);
  return path;
}

function readSize(view: DataView, offset: number, littleEndian: boolean): number {
  const size = view.getBigUint64(offset, littleEndian);
  if (size < 1n || size > BigInt(MAX_DISK_BYTES)) {
    throw cowError(`The COW header tells a disk of ${size} bytes`, offset, String(size));
  }
  return Number(size);
}

function readAlignment(view: DataView, layout: Layout, littleEndian: boolean): number {
  const sectorSize = view.getUint32(layout.sectorSize, littleEndian);
  if (sectorSize !== SECTOR_BYTES) {
    throw cowError(`The COW header tells sectors of ${sectorSize} bytes`, layout.sectorSize, sectorSize);
  }
  if (layout.alignment === undefined || layout.format === undefined) return SECTOR_BYTES;
  const format = view.getUint32(layout.format, littleEndian);
  if (format !== FORMAT_BITMAP) throw cowError(`COW format ${format} is unknown`, layout.format, format);
  const alignment = view.getUint32(layout.alignment, littleEndian);
  const powerOfTwo = alignment > 0 && (alignment & (alignment - 1)) === 0;
  if (!powerOfTwo || alignment < SECTOR_BYTES || alignment > MAX_ALIGNMENT) {
    throw cowError(`The COW header tells an alignment of ${alignment}`, layout.alignment, alignment);
  }
  return alignment;
}
