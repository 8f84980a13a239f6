/** The pcapng file format, draft-ietf-opsawg-pcapng, little endian as the hosts that Umlaut runs on. Pure. */

/** From the first end of the link to the second, or back. In the file: "outbound" and "inbound". */
export type CaptureDirection = 'forth' | 'back';

const SECTION_HEADER = 0x0a0d_0d0a;
const INTERFACE_DESCRIPTION = 1;
/** Type of the block that holds a frame. */
export const PACKET_BLOCK = 6;
const BYTE_ORDER = 0x1a2b_3c4d;
const LINKTYPE_ETHERNET = 1;

const OPTION = { end: 0, userApplication: 4, interfaceName: 2, timeResolution: 9, packetFlags: 2 } as const;
/** Bits 0 and 1 of epb_flags. */
const DIRECTION = { back: 1, forth: 2 } as const;
/** 10^-9 seconds. */
const NANOSECONDS = 9;

/** Block type and length, five numbers, flags, the end of options, the length again. */
const PACKET_BLOCK_BYTES = 28 + 8 + 4 + 4;

/** What a file begins with: one section and its one interface. */
export function fileHeader({ name, snapBytes }: { name: string; snapBytes: number }): Buffer {
  const section = Buffer.alloc(16);
  section.writeUInt32LE(BYTE_ORDER, 0);
  section.writeUInt16LE(1, 4);
  // The section's length is not known beforehand: -1.
  section.fill(255, 8);
  const link = Buffer.alloc(8);
  link.writeUInt16LE(LINKTYPE_ETHERNET, 0);
  link.writeUInt32LE(snapBytes, 4);
  return Buffer.concat([
    block(SECTION_HEADER, [section, option(OPTION.userApplication, Buffer.from('Umlaut')), END]),
    block(INTERFACE_DESCRIPTION, [
      link,
      option(OPTION.interfaceName, Buffer.from(name).subarray(0, 255)),
      option(OPTION.timeResolution, Buffer.of(NANOSECONDS)),
      END,
    ]),
  ]);
}

const END = Buffer.alloc(4);

function option(code: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + padded(value.length));
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt16LE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

function block(type: number, parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 12);
  const [head, tail] = [Buffer.alloc(8), Buffer.alloc(4)];
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(length, 4);
  tail.writeUInt32LE(length, 0);
  return Buffer.concat([head, ...parts, tail]);
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

/** How long the block of a frame is of which so many bytes are kept. */
export function packetBlockBytes(captured: number): number {
  return PACKET_BLOCK_BYTES + padded(captured);
}

export interface CapturedFrame {
  /** One frame is `bytes[start, end)`; the first `captured` of it are kept. */
  bytes: Uint8Array;
  start: number;
  end: number;
  captured: number;
  direction: CaptureDirection;
  /** Nanoseconds since 1970. */
  time: bigint;
}

/** Writes a frame's block where there is room for `packetBlockBytes`; returns what follows it. */
export function writePacketBlock(into: Buffer, at: number, frame: CapturedFrame): number {
  const { bytes, start, end, captured, direction, time } = frame;
  const length = packetBlockBytes(captured);
  const options = at + 28 + padded(captured);
  into.writeUInt32LE(PACKET_BLOCK, at);
  into.writeUInt32LE(length, at + 4);
  into.writeUInt32LE(0, at + 8);
  into.writeUInt32LE(Number(BigInt.asUintN(32, time >> 32n)), at + 12);
  into.writeUInt32LE(Number(BigInt.asUintN(32, time)), at + 16);
  into.writeUInt32LE(captured, at + 20);
  into.writeUInt32LE(end - start, at + 24);
  into.set(bytes.subarray(start, start + captured), at + 28);
  into.fill(0, at + 28 + captured, options);
  into.writeUInt16LE(OPTION.packetFlags, options);
  into.writeUInt16LE(4, options + 2);
  into.writeUInt32LE(DIRECTION[direction], options + 4);
  into.writeUInt32LE(OPTION.end, options + 8);
  into.writeUInt32LE(length, options + 12);
  return at + length;
}
