import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import { absoluteBackingPath, requireUsablePath } from './backing-path.ts';
import { wholeSeconds } from './check-backing.ts';
import { cowGeometry } from './geometry.ts';
import { decodeCowHeader, encodeCowHeader, hasCowMagic } from './header-codec.ts';
import { PREFIX } from './layout.ts';
import { isOutOfRoom } from './out-of-room.ts';
import { openDisk, readCowFile, type CowInfo } from './read-cow.ts';

/**
 * Makes an empty, sparse copy-on-write file of version 3 over a backing file: the same bytes as
 * `uml_mkcow`. It is on the disk, with its name, when this returns. From then on the backing file must
 * not change: the kernel compares its size and mtime.
 * @param options.path new file; never overwrites
 * @param options.backingPath a raw image, not itself a copy-on-write file
 * @throws DISK_IN_USE (path exists), BACKING_MISSING, DISK_INVALID, COW_INVALID, PATH_UNSUPPORTED, STORAGE_FULL
 */
export async function createCow(options: { path: string; backingPath: string }): Promise<CowInfo> {
  requireUsablePath(options.path);
  const header = await headerFor(await absoluteBackingPath(options.backingPath));
  const file = await createFile(options.path);
  try {
    await file.write(header, 0, header.length, 0);
    const info = await resize(file, options.path, header);
    await file.sync();
    await file.close();
    await syncFolder(dirname(options.path));
    return info;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(options.path, { force: true });
    throw storageError(error, options.path);
  }
}

async function headerFor(backingPath: string): Promise<Uint8Array> {
  await using backing = await openBacking(backingPath);
  const { buffer, bytesRead } = await backing.read(new Uint8Array(PREFIX.bytes), 0, PREFIX.bytes, 0);
  if (hasCowMagic(buffer.subarray(0, bytesRead))) {
    throw new UmlautError('DISK_INVALID', `${backingPath} is itself a copy-on-write file`, {
      hint: 'Merge it into a raw image first',
      details: { path: backingPath },
    });
  }
  const found = await backing.stat({ bigint: true });
  return encodeCowHeader({
    backingPath,
    backingSizeBytes: Number(found.size),
    backingMtimeSeconds: wholeSeconds(found.mtimeNs),
  });
}

async function openBacking(path: string): Promise<FileHandle> {
  try {
    return await openDisk(path);
  } catch (error) {
    if (!isUmlautError(error) || error.code !== 'DISK_MISSING') throw error;
    throw new UmlautError('BACKING_MISSING', `There is no backing file ${path}`, {
      details: { path },
      cause: error,
    });
  }
}

async function createFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx+', 0o644);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') {
      throw new UmlautError('DISK_IN_USE', `There is already a file ${path}`, {
        details: { path },
        cause: error,
      });
    }
    throw storageError(error, path);
  }
}

/** All but the header is a hole. The length comes from the header as any reader will understand it. */
async function resize(file: FileHandle, path: string, header: Uint8Array): Promise<CowInfo> {
  const geometry = cowGeometry(decodeCowHeader(header));
  await file.truncate(geometry.fileBytes);
  return readCowFile(file, path);
}

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r');
  await folder.sync();
}

function storageError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (isUmlautError(error)) return error;
  if (isOutOfRoom(code)) {
    return new UmlautError('STORAGE_FULL', `There is no room for the disk ${path}`, {
      details: { path, code },
      cause: error,
    });
  }
  return new UmlautError('DISK_INVALID', `The disk ${path} cannot be created: ${code}`, {
    details: { path, code },
    cause: error,
  });
}
