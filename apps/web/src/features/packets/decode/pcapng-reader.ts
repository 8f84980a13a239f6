/** The pcapng file format as it comes over a connection, draft-ietf-opsawg-pcapng. Pure. */

const BLOCK = { section: 0x0a0d_0d0a, interface: 1, packet: 6 } as const;
const BYTE_ORDER = 0x1a2b_3c4d;
const OPTION = { end: 0, packetFlags: 2, timeResolution: 9 } as const;
const LINKTYPE_ETHERNET = 1;
/** Of the longest block that anybody writes for a frame; what says more is no such file. */
const MAX_BLOCK_BYTES = 1_048_576;
/** 10^-6 seconds, where an interface does not say. */
const MICROSECONDS = 6;

export interface RawPacket {
  /** Nanoseconds since 1970. */
  time: bigint;
  /** As long as it was on the wire; `bytes` may have less of it. */
  length: number;
  bytes: Uint8Array;
  /** From the first end of the link to the second is "forth"; null where the file does not say. */
  direction: 'forth' | 'back' | null;
}

interface Interface {
  linkType: number;
  /** Nanoseconds = units * multiplier / divisor. */
  multiplier: bigint;
  divisor: bigint;
}

/** Makes packets of bytes that come cut anywhere. What is wrong with them is in `problem`; then nothing more comes. */
export class PcapngReader {
  #pending: Uint8Array = new Uint8Array();
  #littleEndian: boolean | null = null;
  #interfaces: Interface[] = [];
  #problem: string | null = null;

  get problem(): string | null {
    return this.#problem;
  }

  push(chunk: Uint8Array): RawPacket[] {
    if (this.#problem !== null) return [];
    const bytes = joined(this.#pending, chunk);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const packets: RawPacket[] = [];
    let at = 0;
    while (this.#problem === null && view.byteLength - at >= 12) {
      const length = this.#blockLength(view, at);
      if (length === null || view.byteLength - at < length) break;
      this.#readBlock(new DataView(view.buffer, view.byteOffset + at, length), packets);
      at += length;
    }
    // A copy: what is left over must not keep the whole chunk alive.
    this.#pending = bytes.slice(at);
    return packets;
  }

  #blockLength(view: DataView, at: number): number | null {
    // The type of a section's header reads the same in both orders.
    if (view.getUint32(at, true) === BLOCK.section) {
      const order = view.getUint32(at + 8, true);
      if (order !== BYTE_ORDER && view.getUint32(at + 8, false) !== BYTE_ORDER) return this.#fail(NOT_PCAPNG);
      this.#littleEndian = order === BYTE_ORDER;
      this.#interfaces = [];
    }
    if (this.#littleEndian === null) return this.#fail(NOT_PCAPNG);
    const length = view.getUint32(at + 4, this.#littleEndian);
    if (length < 12 || length % 4 !== 0 || length > MAX_BLOCK_BYTES) return this.#fail(BROKEN);
    return length;
  }

  #readBlock(block: DataView, packets: RawPacket[]): void {
    const little = this.#littleEndian ?? true;
    const type = block.getUint32(0, little);
    if (type === BLOCK.interface) this.#readInterface(block, little);
    else if (type === BLOCK.packet) {
      const packet = this.#readPacket(block, little);
      if (packet !== null) packets.push(packet);
    }
  }

  #readInterface(block: DataView, little: boolean): void {
    if (block.byteLength < 20) return void this.#fail(BROKEN);
    const option = findOption(block, { from: 16, code: OPTION.timeResolution, little });
    const resolution = option === null || option.length < 1 ? MICROSECONDS : block.getUint8(option.at);
    this.#interfaces.push({ linkType: block.getUint16(8, little), ...timeScale(resolution) });
  }

  #readPacket(block: DataView, little: boolean): RawPacket | null {
    if (block.byteLength < 32) return this.#fail(BROKEN);
    const from = this.#interfaces[block.getUint32(8, little)];
    const captured = block.getUint32(20, little);
    if (from === undefined || captured > block.byteLength - 32) return this.#fail(BROKEN);
    if (from.linkType !== LINKTYPE_ETHERNET) return this.#fail(NOT_ETHERNET);
    const units = (BigInt(block.getUint32(12, little)) << 32n) | BigInt(block.getUint32(16, little));
    const start = block.byteOffset + 28;
    const flags = findOption(block, { from: 28 + ((captured + 3) & ~3), code: OPTION.packetFlags, little });
    const way = flags === null || flags.length < 4 ? 0 : block.getUint32(flags.at, little) & 3;
    return {
      time: (units * from.multiplier) / from.divisor,
      length: block.getUint32(24, little),
      bytes: new Uint8Array(block.buffer, start, captured).slice(),
      direction: way === 2 ? 'forth' : way === 1 ? 'back' : null,
    };
  }

  #fail(problem: string): null {
    this.#problem = problem;
    return null;
  }
}

const NOT_PCAPNG = 'This is no capture in the pcapng format.';
const BROKEN = 'This capture is damaged: a block in it is not as its length says.';
const NOT_ETHERNET = 'This capture has frames that are not Ethernet.';

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** if_tsresol: a power of ten, or of two where the highest bit is set. */
function timeScale(resolution: number): Pick<Interface, 'multiplier' | 'divisor'> {
  const power = BigInt(resolution & 127);
  return (resolution & 128) === 0
    ? { multiplier: 1_000_000_000n, divisor: 10n ** power }
    : { multiplier: 1_000_000_000n, divisor: 2n ** power };
}

/** Where the value of an option is; options begin at `from`, the block's last four bytes are its length. */
function findOption(
  block: DataView,
  { from, code, little }: { from: number; code: number; little: boolean },
): { at: number; length: number } | null {
  const end = block.byteLength - 4;
  for (let option = from; option + 4 <= end;) {
    const found = block.getUint16(option, little);
    const length = block.getUint16(option + 2, little);
    if (found === OPTION.end || option + 4 + length > end) return null;
    if (found === code) return { at: option + 4, length };
    option += 4 + ((length + 3) & ~3);
  }
  return null;
}
