import { open } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { FORMAT_HEAD_BYTES, imageFormat, type ImageFormat, type Partition } from './image-format.ts';

export interface ImageInspection {
  fileSystem: 'ext2' | 'ext3' | 'ext4' | 'xfs' | 'btrfs' | 'squashfs';
  volumeLabel: string;
  sizeBytes: number;
}

/**
 * Says what file system an image holds.
 * @throws UmlautError IMAGE_INVALID, with the reason and the command that would help, when no machine could
 * boot from it; IMAGE_UNAVAILABLE when it cannot be read.
 */
export async function inspectImage(path: string): Promise<ImageInspection> {
  const head = Buffer.alloc(FORMAT_HEAD_BYTES);
  try {
    await using file = await open(path);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const { size } = await file.stat();
    return judgeImage(head.subarray(0, bytesRead), size);
  } catch (cause) {
    if (cause instanceof UmlautError) throw cause;
    throw new UmlautError('IMAGE_UNAVAILABLE', `${path} cannot be read`, { details: { path }, cause });
  }
}

/** The decision of inspectImage, given the start of the file and its size. Pure. */
export function judgeImage(head: Buffer, sizeBytes: number): ImageInspection {
  const format = judgeFormat(imageFormat(head));
  if (sizeBytes % 512 !== 0) {
    throw invalid(
      `The file's size, ${sizeBytes} bytes, is not a multiple of 512`,
      'It was probably cut short',
    );
  }
  if (format.usedBytes > sizeBytes) {
    throw invalid(
      `The file system has ${format.usedBytes} bytes, but the file only ${sizeBytes}`,
      'It was probably cut short: check the original and copy it again',
    );
  }
  return { fileSystem: format.type, volumeLabel: format.volumeLabel, sizeBytes };
}

/** Refuses what could never become a disk; used before a whole upload has come. */
export function judgeFormat(format: ImageFormat): ImageFormat & { kind: 'file-system' } {
  switch (format.kind) {
    case 'file-system':
      return format;
    case 'foreign':
      throw invalid(`The file is ${format.name}, not a raw disk image`, format.hint);
    case 'partitioned':
      throw invalid(
        `The file is a whole disk with ${format.partitions.length} partition(s); an image holds one file system`,
        extraction(format.partitions),
      );
    case 'unknown':
      throw invalid(
        'The file holds no file system that is known here',
        'Images hold ext2, ext3, ext4, xfs, btrfs or squashfs, uncompressed and without a partition table',
      );
  }
}

/** The largest partition is the root file system more often than not. */
function extraction(partitions: readonly Partition[]): string {
  const largest = partitions.toSorted((a, b) => b.sectors - a.sectors)[0];
  if (largest === undefined) return 'Extract its root partition first';
  const { number, start, sectors } = largest;
  return `Extract its partition ${number} first: dd if=FILE of=root.img bs=512 skip=${start} count=${sectors} conv=sparse`;
}

function invalid(message: string, hint: string): UmlautError {
  return new UmlautError('IMAGE_INVALID', message, { hint });
}
