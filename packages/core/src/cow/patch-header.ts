import { cowError } from './cow-error.ts';
import { decodeCowHeader } from './header-codec.ts';
import { COW_MAGIC, MAX_MTIME_SECONDS, V1, V2, V3, V3_BROKEN } from './layout.ts';

/** A part of a header to be written back, at its offset in the file. */
export interface HeaderPatch {
  offset: number;
  bytes: Uint8Array;
}

/**
 * Another backing path and mtime in a header of any version, in its own layout and byte order: a kernel that rewrites
 * an older one as version 3 moves the bitmap and ruins the file. Pure.
 * @param header the first MAX_HEADER_BYTES of the file
 * @throws COW_INVALID when the header is wrong or the values do not fit its version
 */
export function patchCowHeader(
  header: Uint8Array,
  { backingPath, backingMtimeSeconds }: { backingPath: string; backingMtimeSeconds: number },
): HeaderPatch {
  const { version, headerBytes } = decodeCowHeader(header);
  const layout = version === 1 ? V1 : version === 2 ? V2 : headerBytes === V3.bytes ? V3 : V3_BROKEN;
  const path = new TextEncoder().encode(backingPath);
  if (path.length >= layout.pathBytes) {
    const sentence = `A COW header of version ${version} holds a backing path of at most ${layout.pathBytes - 1} bytes`;
    throw cowError(sentence, layout.path, path.length);
  }
  const seconds = backingMtimeSeconds;
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > MAX_MTIME_SECONDS) {
    throw cowError(`A COW header cannot hold the modification time ${seconds}`, layout.mtime, seconds);
  }
  const patched = header.slice(0, headerBytes);
  patched.fill(0, layout.path, layout.path + layout.pathBytes).set(path, layout.path);
  const view = new DataView(patched.buffer);
  const littleEndian = version === 1 && header[0] === (COW_MAGIC & 0xff);
  view.setUint32(layout.mtime, seconds, littleEndian);
  decodeCowHeader(patched);
  return smallestPatch(header, patched);
}

/** From the first to the last byte that differs: in one disk sector, mostly, so that a power cut cannot tear it. */
function smallestPatch(old: Uint8Array, patched: Uint8Array): HeaderPatch {
  let start = 0;
  let end = patched.length;
  while (start < end && old[start] === patched[start]) start++;
  while (end > start && old[end - 1] === patched[end - 1]) end--;
  return { offset: start, bytes: patched.subarray(start, end) };
}
