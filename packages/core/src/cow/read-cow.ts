import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { cowError } from './cow-error.ts';
import { cowGeometry, type CowGeometry } from './geometry.ts';
import { decodeCowHeader, type CowHeader } from './header-codec.ts';
import { MAX_HEADER_BYTES } from './layout.ts';

/** A copy-on-write file: its header and where its parts lie. */
export interface CowInfo extends CowHeader, CowGeometry {
  path: string;
}

/**
 * Reads and checks the header of a copy-on-write file, versions 1 to 3; docs/protocols/cow.md.
 * The backing file is not looked at: see checkBacking.
 * @throws COW_INVALID, DISK_MISSING, DISK_INVALID (cannot be opened, or no regular file)
 */
export async function readCow(path: string): Promise<CowInfo> {
  await using file = await openDisk(path);
  return await readCowFile(file, path);
}

/** @throws DISK_MISSING, DISK_INVALID */
export async function openDisk(path: string): Promise<FileHandle> {
  let file: FileHandle;
  try {
    // O_NONBLOCK: opening a fifo must not wait for its other end.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new UmlautError('DISK_MISSING', `There is no disk ${path}`, { details: { path }, cause: error });
    }
    throw new UmlautError('DISK_INVALID', `The disk ${path} cannot be opened: ${code}`, {
      details: { path, code },
      cause: error,
    });
  }
  try {
    if ((await file.stat()).isFile()) return file;
    throw new UmlautError('DISK_INVALID', `The disk ${path} is not a regular file`, { details: { path } });
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** @throws COW_INVALID */
export async function readCowFile(file: FileHandle, path: string): Promise<CowInfo> {
  const { bytesRead, buffer } = await file.read(new Uint8Array(MAX_HEADER_BYTES), 0, MAX_HEADER_BYTES, 0);
  const header = decodeCowHeader(buffer.subarray(0, bytesRead));
  const geometry = cowGeometry(header);
  const { size } = await file.stat();
  if (size < geometry.fileBytes) {
    throw cowError(`The COW file ${path} is cut short: ${size} of ${geometry.fileBytes} bytes`, size);
  }
  return { path, ...header, ...geometry };
}
