/** Of x86-64, PAGE_SIZE: a UML guest has the pages of its host. */
export const SWAP_PAGE_BYTES = 4096;
/** As mkswap(8) wants it at least. */
const MIN_SWAP_PAGES = 10;

/** union swap_header, include/linux/swap.h; the kernel reads it in read_swap_header(), mm/swapfile.c. */
const VERSION_AT = 1024;
const LAST_PAGE_AT = 1028;
const BAD_PAGES_AT = 1032;
const UUID_AT = 1036;
const UUID_BYTES = 16;
const SIGNATURE = 'SWAPSPACE2';
const SIGNATURE_AT = SWAP_PAGE_BYTES - SIGNATURE.length;
const VERSION = 1;

export interface SwapHeader {
  /** Pages of the area, the one with this header too. */
  pages: number;
  /** 16 bytes. */
  uuid: Uint8Array;
}

/** The first page of a swap area, in the byte order of the guest: little. */
export function encodeSwapHeader({ pages, uuid }: SwapHeader): Uint8Array {
  if (!Number.isInteger(pages) || pages < MIN_SWAP_PAGES || pages - 1 > 0xffff_ffff) {
    throw new RangeError(`A swap area has ${MIN_SWAP_PAGES} to 2^32 pages, not ${pages}`);
  }
  if (uuid.length !== UUID_BYTES) throw new RangeError(`A UUID has ${UUID_BYTES} bytes`);
  const page = new Uint8Array(SWAP_PAGE_BYTES);
  const view = new DataView(page.buffer);
  view.setUint32(VERSION_AT, VERSION, true);
  view.setUint32(LAST_PAGE_AT, pages - 1, true);
  page.set(uuid, UUID_AT);
  page.set(new TextEncoder().encode(SIGNATURE), SIGNATURE_AT);
  return page;
}

/** Null for anything but a swap area without bad pages. */
export function decodeSwapHeader(page: Uint8Array): SwapHeader | null {
  if (page.length < SWAP_PAGE_BYTES) return null;
  const signature = new TextDecoder('latin1').decode(page.subarray(SIGNATURE_AT, SWAP_PAGE_BYTES));
  const view = new DataView(page.buffer, page.byteOffset, page.length);
  if (signature !== SIGNATURE || view.getUint32(VERSION_AT, true) !== VERSION) return null;
  if (view.getUint32(BAD_PAGES_AT, true) !== 0) return null;
  const pages = view.getUint32(LAST_PAGE_AT, true) + 1;
  if (pages < MIN_SWAP_PAGES) return null;
  return { pages, uuid: page.slice(UUID_AT, UUID_AT + UUID_BYTES) };
}
