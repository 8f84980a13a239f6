import { lines, toCount, words } from './figures.ts';

/** Smaller block sizes do not exist; ext4 of UML goes up to a page, 4096. */
const SMALLEST_BLOCK_BITS = 10;
const LARGEST_BLOCK_BITS = 16;

/**
 * Free bytes of an ext4 file system out of /proc/fs/ext4/DISK/mb_groups, one line a group:
 * `#0    : 31211 2     1524  [ 1     1     0 ...`: number, free blocks, fragments, first free block.
 * Null when lines are missing, which happens when packets are lost. Pure.
 */
export function parseFreeBytes(text: string, blockBytes: number): number | null {
  let groups = 0;
  let blocks = 0;
  for (const line of lines(text, 10_000)) {
    const [, group, free] = /^#(\d{1,9}) *: *(\d{1,9}) /.exec(line) ?? [];
    if (group === undefined) continue;
    if (Number(group) !== groups) return null;
    groups++;
    blocks += toCount(free);
  }
  return groups === 0 ? null : Math.min(blocks * blockBytes, Number.MAX_SAFE_INTEGER);
}

/**
 * Block size of an ext4 file system: /proc/fs/ext4/DISK/mb_structs_summary lists the orders of its buddy
 * allocator, two more than a block size has bits (MB_NUM_ORDERS, fs/ext4/mballoc.h). mb_groups has fourteen
 * columns whatever the block size. Null when the file says nothing. Pure.
 */
export function parseBlockBytes(text: string): number | null {
  const orders = new Set<number>();
  for (const line of lines(text, 200)) {
    const order = /^list_order_(\d{1,2})_groups:/.exec(words(line)[0] ?? '')?.[1];
    if (order !== undefined) orders.add(Number(order));
  }
  const bits = orders.size - 2;
  return bits >= SMALLEST_BLOCK_BITS && bits <= LARGEST_BLOCK_BITS ? 2 ** bits : null;
}

/** How many groups an ext4 file system of that size has, as mkfs makes them: a bitmap fills a block. Pure. */
export function countGroups(sizeBytes: number, blockBytes: number): number {
  return Math.ceil(sizeBytes / (8 * blockBytes * blockBytes));
}
