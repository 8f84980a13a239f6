import { chmod, link, mkdtemp, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { asStorageError, isThere, syncDirectory } from '../../process/index.ts';
import { inspectBusybox } from './inspect-busybox.ts';
import { makeFileSystem } from './make-file-system.ts';
import { tinyTree } from './tiny-tree.ts';

export interface BuildTinyImageOptions {
  /** The file to make; its folder must exist, itself must not. */
  path: string;
  /** A static busybox; default Debian's. */
  busyboxPath?: string | undefined;
  /** What the guest sees, a multiple of 4096; default 256 MiB, of which about 3 are occupied on the host. */
  sizeBytes?: number | undefined;
  signal?: AbortSignal | undefined;
  /** `progress` from 0 to 1 and what is being done. */
  onProgress?: ((progress: number, step: string) => void) | undefined;
}

export interface TinyImage {
  path: string;
  sizeBytes: number;
  allocatedBytes: number;
  busyboxVersion: string;
}

const DEFAULT_SIZE = 256 * 1_048_576;
const MIN_SIZE = 16 * 1_048_576;
const DEFAULT_BUSYBOX = '/usr/bin/busybox';

/**
 * Makes the starter image "tiny", read-only (0444), in a second or two, as any user and without
 * namespaces. The file appears under its name only when it is complete and on the disk.
 * @throws UmlautError IMAGE_UNAVAILABLE (no usable busybox or e2fsprogs), INVALID_INPUT (size, or the file
 * exists), STORAGE_FULL, CANCELLED.
 */
export async function buildTinyImage(options: BuildTinyImageOptions): Promise<TinyImage> {
  const { path, signal, busyboxPath = DEFAULT_BUSYBOX, sizeBytes = DEFAULT_SIZE } = options;
  const report = options.onProgress ?? ((): void => {});
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < MIN_SIZE || sizeBytes % 4096 !== 0) {
    throw new UmlautError('INVALID_INPUT', 'The size is a multiple of 4096 and at least 16 MiB', {
      field: 'sizeBytes',
    });
  }
  if (await isThere(path)) throw alreadyThere(path);
  report(0, 'Looking at busybox');
  const busybox = await inspectBusybox(busyboxPath, signal);
  // Beside the target, so that the result can be linked into place.
  const workDir = await mkdtemp(join(dirname(path), '.tiny-'));
  try {
    const made = join(workDir, 'image');
    report(0.2, 'Building the file system');
    const tree = tinyTree(busybox.applets, busybox.version);
    await makeFileSystem({ path: made, workDir, busyboxPath, tree, sizeBytes, signal });
    report(0.9, 'Writing it to the disk');
    await chmod(made, 0o444);
    await using file = await open(made, 'r');
    await file.sync();
    const { blocks } = await file.stat();
    // Unlike rename, link refuses to replace an image that machines may depend on.
    await link(made, path);
    await syncDirectory(dirname(path));
    report(1, 'Done');
    return { path, sizeBytes, allocatedBytes: blocks * 512, busyboxVersion: busybox.version };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw alreadyThere(path);
    throw asStorageError(error, path);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

function alreadyThere(path: string): UmlautError {
  return new UmlautError('INVALID_INPUT', `${path} exists already`, { field: 'path', details: { path } });
}
