import { open } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import {
  CONFINED_FILE,
  runCommand,
  runConfined,
  type CommandResult,
  type RunConfinedOptions,
} from '../process/index.ts';
import { inspectImage } from './inspect-image.ts';

export interface UnpackImageOptions {
  imagePath: string;
  /** An empty folder that belongs to the account. */
  folder: string;
  /** Account that unpacks, and that everything will belong to; null: the present one. */
  account: { uid: number; gid: number } | null;
  signal?: AbortSignal | undefined;
}

const DEBUGFS = '/usr/sbin/debugfs';
/** Bounded by the disk of the host. */
const TIMEOUT_MS = 1_800_000;
/** A line for each file whose owner could not be kept: of some 600,000 files. */
const OUTPUT_LIMIT_BYTES = 64 * 1_048_576;

/** fs/ext4/ext4.h, struct ext4_super_block at byte 1024: s_feature_incompat, EXT4_FEATURE_INCOMPAT_RECOVER. */
const INCOMPATIBLE_AT = 1024 + 96;
const NEEDS_RECOVERY = 0x4;

/**
 * Unpacks an ext2, ext3 or ext4 image into a folder with `rdump` of debugfs(8), in bubblewrap where that works, for an
 * image is a stranger's file. Modes, times and links are kept. Not kept are owners (all is the account's), device
 * nodes, FIFOs, sockets and extended attributes; files with several names become several files.
 * @throws UmlautError IMAGE_INVALID with field `imageId`, IMAGE_UNAVAILABLE, STORAGE_FULL, HOST_UNSUPPORTED, CANCELLED
 */
export async function unpackImage({ imagePath, folder, account, signal }: UnpackImageOptions): Promise<void> {
  await assertUnpackable(imagePath);
  const limits: RunConfinedOptions = {
    timeoutMs: TIMEOUT_MS,
    signal,
    runAs: account,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    outputLimitBytes: OUTPUT_LIMIT_BYTES,
  };
  const command = [DEBUGFS, '-R', 'rdump / .'];
  const result =
    (await runConfined(imagePath, [...command, CONFINED_FILE], { ...limits, folder })) ??
    (await runCommand(DEBUGFS, [...command.slice(1), imagePath], { ...limits, cwd: folder }));
  const complaint = complaintOf(result);
  if (complaint === null) return;
  if (complaint.includes('No space left on device')) {
    throw new UmlautError('STORAGE_FULL', 'There is no room to unpack the image', {
      hint: 'Make room, or choose a copy-on-write disk as the root',
    });
  }
  throw new UmlautError('IMAGE_INVALID', `The image could not be unpacked: ${complaint}`, {
    field: 'imageId',
    hint: 'Choose another image, or a copy-on-write disk as the root',
    details: { code: result.code, stderr: complaint },
  });
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
  const word = Buffer.alloc(4);
  await using image = await open(imagePath);
  await image.read(word, 0, word.length, INCOMPATIBLE_AT);
  if ((word.readUInt32LE() & NEEDS_RECOVERY) === 0) return;
  // debugfs reads past the journal, so what was written last would be missing or half there.
  throw new UmlautError('IMAGE_INVALID', 'The file system of the image was not unmounted cleanly', {
    field: 'imageId',
    hint: 'Start a machine with a disk over it, shut it down, and save that disk as a new image',
  });
}

/** debugfs exits 0 whatever happens and says on stderr what failed, below its version line. */
function complaintOf({ code, signal, stderr, truncated }: CommandResult): string | null {
  const complaint = stderr
    .split('\n')
    .find(
      (line) =>
        !/^debugfs \d|^\s*$|: (?:Operation not permitted|Invalid argument) while changing ownership of /.test(
          line,
        ),
    );
  if (complaint !== undefined) return complaint.trim().slice(0, 500);
  if (truncated) return 'it has too many files for this';
  return code === 0 ? null : `debugfs ended with ${signal ?? `status ${code}`}`;
}
