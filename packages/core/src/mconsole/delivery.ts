/**
 * Packets that certainly fit a receiver that is `connect`ed, whatever it does meanwhile: each takes 1280
 * bytes of the sender's buffer (SO_SNDBUF, 212,992 by default), and the kernel drops only what finds it full
 * (arch/um/drivers/mconsole_user.c sends with MSG_DONTWAIT).
 */
export const SURE_PACKETS = 160;

/** mconsole_proc() reads files by 4095 bytes and sends each piece in packets of 511. */
const READ_BYTES = 4_095;
const FULL_PACKET_BYTES = 511;

/** A file that is read page by page; those of /proc and /sys come in pieces of their own choice. */
const REGULAR_FILE = /^proc (?:[0-9]+|self)\/root\/(?!proc\/|sys\/)/;

/**
 * Whether a reply whose last packet came has lost none before it. A kernel that runs does not wait for its
 * reader, and packets carry no number, so this is certain only of short replies, and of regular files,
 * whose packets come in a regular order (a NUL in the file breaks it, and costs bytes as well).
 * @param line the request
 * @param lengths text lengths of the packets, in order
 */
export function isSurelyWhole(line: string, lengths: readonly number[]): boolean {
  return lengths.length <= SURE_PACKETS || (REGULAR_FILE.test(line) && comesInFullReads(lengths));
}

/** A lone newline, full reads, at most one that is shorter, and an empty packet. */
function comesInFullReads(lengths: readonly number[]): boolean {
  let read = 0;
  let isShort = false;
  for (const length of lengths.slice(1, -1)) {
    if (isShort) return false;
    read += length;
    if (length === FULL_PACKET_BYTES) continue;
    isShort = read !== READ_BYTES;
    read = 0;
  }
  return lengths[0] === 1 && lengths.at(-1) === 0;
}
