import { statfs } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { CommandResult } from '../../process/index.ts';
import { inspectImage } from '../inspect-image.ts';
import { ImageTool, type ImageToolOptions } from './image-tool.ts';
import { listImage } from './list-image.ts';
import { needsRecovery } from './needs-recovery.ts';

/** `folder` is empty and belongs to the account, to which everything in it will belong. */
export type UnpackImageOptions = ImageToolOptions;

/** Stays free on the host. */
const ROOM_BYTES = 256 * 1_048_576;
/** Names for one chmod: far below what execve(2) takes. */
const NAMES_AT_ONCE = 500;

/**
 * Unpacks an ext2, ext3 or ext4 image into a folder with `rdump` of debugfs(8). Contents, modes, times and symbolic links
 * are kept. Not kept are owners (all is the account's, root's in the guest), device nodes, FIFOs, sockets, extended
 * attributes and holes; files with several names become several files. The owner may read and write everything: hostfs
 * asks the host, where the guest's root is an account like any other.
 * @throws UmlautError IMAGE_INVALID with field `imageId`, IMAGE_UNAVAILABLE, STORAGE_FULL, HOST_UNSUPPORTED, CANCELLED
 */
export async function unpackImage(options: UnpackImageOptions): Promise<void> {
  await assertUnpackable(options.imagePath);
  const tool = new ImageTool(options);
  const { sizeBytes, special } = await listImage(tool);
  const { bavail, bsize } = await statfs(options.folder);
  if (sizeBytes + ROOM_BYTES > bavail * bsize) throw noRoom(sizeBytes);
  const complaint = complaintOf(await tool.debugfs(['-R', 'rdump / .']));
  if (complaint?.includes('No space left on device') === true) throw noRoom(sizeBytes);
  if (complaint !== null) {
    throw new UmlautError('IMAGE_INVALID', `The image could not be unpacked: ${complaint}`, {
      field: 'imageId',
      hint: 'Choose another image, or a copy-on-write disk as the root',
    });
  }
  await tool.chmod(['-R', 'u+rwX', '--', '.']);
  for (const [mode, paths] of special) {
    for (let at = 0; at < paths.length; at += NAMES_AT_ONCE) {
      await tool.chmod([mode, '--', ...paths.slice(at, at + NAMES_AT_ONCE)]);
    }
  }
}

async function assertUnpackable(imagePath: string): Promise<void> {
  const { fileSystem } = await inspectImage(imagePath);
  if (!fileSystem.startsWith('ext')) {
    throw new UmlautError(
      'IMAGE_INVALID',
      `The image holds ${fileSystem}; only ext2, ext3 and ext4 can be unpacked into a directory`,
      { field: 'imageId', hint: 'Choose another image, or a copy-on-write disk as the root' },
    );
  }
  if (!(await needsRecovery(imagePath))) return;
  // debugfs reads past the journal, so what was written last would be missing or half there.
  throw new UmlautError('IMAGE_INVALID', 'The file system of the image was not unmounted cleanly', {
    field: 'imageId',
    hint: 'Start a machine with a disk over it, shut it down, and save that disk as a new image',
  });
}

function noRoom(sizeBytes: number): UmlautError {
  return new UmlautError('STORAGE_FULL', 'There is no room to unpack the image', {
    hint: 'Make room, or choose a copy-on-write disk as the root',
    details: { neededBytes: sizeBytes + ROOM_BYTES },
  });
}

/** debugfs exits 0 whatever happens and says on stderr what failed, below its version line. */
function complaintOf({ code, signal, stderr, truncated }: CommandResult): string | null {
  const harmless =
    /^debugfs \d|^\s*$|: (?:Operation not permitted|Invalid argument) while changing ownership of /;
  const complaint = stderr.split('\n').find((line) => !harmless.test(line));
  if (complaint !== undefined) return complaint.trim().slice(0, 500);
  if (truncated) return 'it has too many files';
  return code === 0 ? null : `debugfs ended with ${signal ?? `status ${code}`}`;
}
