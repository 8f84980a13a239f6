/** What the first bytes of a file say it is. */
export type ImageFormat =
  | {
      kind: 'file-system';
      type: 'ext2' | 'ext3' | 'ext4' | 'xfs' | 'btrfs' | 'squashfs';
      /** Volume label, or '' when there is none. */
      volumeLabel: string;
      /** Bytes that the file system believes to have. */
      usedBytes: number;
    }
  | { kind: 'partitioned'; table: 'mbr' | 'gpt'; partitions: readonly Partition[] }
  /** A known kind of file that UML cannot use as a disk. */
  | { kind: 'foreign'; name: string; hint: string }
  | { kind: 'unknown' };

export interface Partition {
  number: number;
  /** In sectors of 512 bytes. */
  start: number;
  sectors: number;
}

/** This much of the start of a file decides its format: btrfs keeps its superblock at 64 KiB. */
export const FORMAT_HEAD_BYTES = 0x10000 + 4096;

const SECTOR = 512;

/** fs/ext4/ext4.h, struct ext4_super_block, which lies at byte 1024; little-endian. */
const EXT = {
  base: 1024,
  blocksLow: 4,
  blockSizeLog: 24,
  magic: 56,
  compatible: 92,
  incompatible: 96,
  readOnlyCompatible: 100,
  label: 120,
} as const;
const EXT_MAGIC = 0xef53;
const HAS_JOURNAL = 0x4;
/** Everything but filetype, recover, journal_dev and meta_bg, which ext2 and ext3 know too. */
const EXT4_INCOMPATIBLE = ~0x1e;
/** Everything but sparse_super and large_file. */
const EXT4_READ_ONLY_COMPATIBLE = ~0x3;

/** Compressed, packaged or foreign disk files, by their first bytes. */
const FOREIGN: readonly { offset: number; bytes: string; name: string; hint: string }[] = [
  {
    offset: 0,
    bytes: '4f4f4f4d',
    name: 'a UML copy-on-write file',
    hint: 'Merge it with its backing file first: uml_moo FILE.cow disk.img',
  },
  {
    offset: 0,
    bytes: '4d4f4f4f',
    name: 'an old UML copy-on-write file',
    hint: 'Merge it with its backing file first: uml_moo FILE.cow disk.img',
  },
  { offset: 0, bytes: '1f8b', name: 'compressed with gzip', hint: 'Decompress it first: gunzip FILE.gz' },
  { offset: 0, bytes: 'fd377a585a00', name: 'compressed with xz', hint: 'Decompress it first: unxz FILE.xz' },
  {
    offset: 0,
    bytes: '28b52ffd',
    name: 'compressed with zstd',
    hint: 'Decompress it first: unzstd FILE.zst',
  },
  {
    offset: 0,
    bytes: '425a68',
    name: 'compressed with bzip2',
    hint: 'Decompress it first: bunzip2 FILE.bz2',
  },
  { offset: 0, bytes: '504b0304', name: 'a zip archive', hint: 'Unpack it first: unzip FILE.zip' },
  {
    offset: 0,
    bytes: '514649fb',
    name: 'a QEMU qcow2 image',
    hint: 'Convert it first: qemu-img convert -O raw FILE.qcow2 disk.img',
  },
  {
    offset: 0,
    bytes: '4b444d56',
    name: 'a VMware image',
    hint: 'Convert it first: qemu-img convert -O raw FILE.vmdk disk.img',
  },
  {
    offset: 0,
    bytes: '7668647866696c65',
    name: 'a Hyper-V image',
    hint: 'Convert it first: qemu-img convert -O raw FILE.vhdx disk.img',
  },
  {
    offset: 64,
    bytes: '7f10dabe',
    name: 'a VirtualBox image',
    hint: 'Convert it first: qemu-img convert -O raw FILE.vdi disk.img',
  },
  { offset: 0, bytes: '7f454c46', name: 'a program', hint: 'A UML kernel is imported on the Kernels page' },
  {
    offset: 257,
    bytes: '7573746172',
    name: 'a tar archive',
    hint: 'Unpack it into a folder, then make a disk of that: mkfs.ext4 -d FOLDER disk.img 1G',
  },
  {
    offset: 0x8001,
    bytes: '4344303031',
    name: 'a CD image',
    hint: 'Copy its files into a folder, then make a disk of that: mkfs.ext4 -d FOLDER disk.img 1G',
  },
];

/** Recognises a disk image by its first FORMAT_HEAD_BYTES (fewer for a small file). Pure. */
export function imageFormat(head: Buffer): ImageFormat {
  return fileSystem(head) ?? foreign(head) ?? partitioned(head) ?? { kind: 'unknown' };
}

function fileSystem(head: Buffer): ImageFormat | null {
  if (holds(head, 0, Buffer.from('XFSB')) && head.length >= 120) {
    // fs/xfs/libxfs/xfs_format.h, struct xfs_dsb; big-endian.
    const usedBytes = Number(head.readBigUInt64BE(8)) * head.readUInt32BE(4);
    return { kind: 'file-system', type: 'xfs', volumeLabel: text(head, 108, 12), usedBytes };
  }
  if (holds(head, 0x10040, Buffer.from('_BHRfS_M')) && head.length >= 0x10000 + 0x22b) {
    // include/uapi/linux/btrfs_tree.h, struct btrfs_super_block at 64 KiB; little-endian.
    const usedBytes = Number(head.readBigUInt64LE(0x10070));
    return { kind: 'file-system', type: 'btrfs', volumeLabel: text(head, 0x1012b, 256), usedBytes };
  }
  if (holds(head, 0, Buffer.from('hsqs')) && head.length >= 96) {
    // fs/squashfs/squashfs_fs.h, struct squashfs_super_block; little-endian.
    const usedBytes = Number(head.readBigUInt64LE(40));
    return { kind: 'file-system', type: 'squashfs', volumeLabel: '', usedBytes };
  }
  return ext(head);
}

function ext(head: Buffer): ImageFormat | null {
  if (head.length < EXT.base + 1024) return null;
  const block = head.subarray(EXT.base);
  if (block.readUInt16LE(EXT.magic) !== EXT_MAGIC) return null;
  const isExt4 =
    (block.readUInt32LE(EXT.incompatible) & EXT4_INCOMPATIBLE) !== 0 ||
    (block.readUInt32LE(EXT.readOnlyCompatible) & EXT4_READ_ONLY_COMPATIBLE) !== 0;
  const hasJournal = (block.readUInt32LE(EXT.compatible) & HAS_JOURNAL) !== 0;
  return {
    kind: 'file-system',
    type: isExt4 ? 'ext4' : hasJournal ? 'ext3' : 'ext2',
    volumeLabel: text(block, EXT.label, 16),
    usedBytes: block.readUInt32LE(EXT.blocksLow) * 2 ** (10 + (block.readUInt32LE(EXT.blockSizeLog) & 0xf)),
  };
}

function foreign(head: Buffer): ImageFormat | null {
  const found = FOREIGN.find(({ offset, bytes }) => holds(head, offset, Buffer.from(bytes, 'hex')));
  return found === undefined ? null : { kind: 'foreign', name: found.name, hint: found.hint };
}

function partitioned(head: Buffer): ImageFormat | null {
  if (!holds(head, 510, Buffer.from('55aa', 'hex'))) return null;
  if (holds(head, SECTOR, Buffer.from('EFI PART')) && head.length >= 2 * SECTOR) {
    return { kind: 'partitioned', table: 'gpt', partitions: gptPartitions(head) };
  }
  const partitions = [0, 1, 2, 3].flatMap((index) => {
    const entry = head.subarray(446 + index * 16, 462 + index * 16);
    const plausible = (entry[0] === 0 || entry[0] === 0x80) && entry[4] !== 0;
    const sectors = entry.readUInt32LE(12);
    return plausible && sectors > 0 ? [{ number: index + 1, start: entry.readUInt32LE(8), sectors }] : [];
  });
  return partitions.length === 0 ? null : { kind: 'partitioned', table: 'mbr', partitions };
}

/** UEFI specification, section 5.3: header in sector 1, little-endian. */
function gptPartitions(head: Buffer): Partition[] {
  const table = Number(head.readBigUInt64LE(SECTOR + 72)) * SECTOR;
  const count = Math.min(head.readUInt32LE(SECTOR + 80), 128);
  const size = head.readUInt32LE(SECTOR + 84);
  if (size < 128) return [];
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    at: table + index * size,
  })).flatMap(({ number, at }) => {
    if (at + 48 > head.length) return [];
    const first = Number(head.readBigUInt64LE(at + 32));
    const last = Number(head.readBigUInt64LE(at + 40));
    const used = !head.subarray(at, at + 16).every((byte) => byte === 0);
    return used && last >= first ? [{ number, start: first, sectors: last - first + 1 }] : [];
  });
}

function holds(head: Buffer, offset: number, bytes: Buffer): boolean {
  return head.subarray(offset, offset + bytes.length).equals(bytes);
}

function text(bytes: Buffer, offset: number, length: number): string {
  const raw = bytes.subarray(offset, offset + length);
  const end = raw.indexOf(0);
  return raw.toString('utf8', 0, end === -1 ? length : end).replaceAll(/\p{C}/gu, '');
}
