import type { CaptureDirection } from '../pcapng-codec.ts';

export interface ReadFrame {
  bytes: Buffer;
  length: number;
  direction: CaptureDirection;
  time: bigint;
}

/** An independent look at a file with one section and one interface; throws when a length does not fit. */
export function readPcapng(file: Buffer): { name: string; frames: ReadFrame[] } {
  let name = '';
  const frames: ReadFrame[] = [];
  for (let at = 0, index = 0; at < file.length; index += 1) {
    const [type, length] = [file.readUInt32LE(at), file.readUInt32LE(at + 4)];
    if (length % 4 !== 0 || file.readUInt32LE(at + length - 4) !== length)
      throw new Error(`bad block at ${at}`);
    const body = file.subarray(at + 8, at + length - 4);
    if (index < 2 !== (type !== 6)) throw new Error(`a block of type ${type} at ${at}`);
    if (type === 1) name = options(body.subarray(8)).get(2)?.toString() ?? '';
    if (type === 6) frames.push(packet(body));
    at += length;
  }
  return { name, frames };
}

function packet(body: Buffer): ReadFrame {
  const captured = body.readUInt32LE(12);
  const flags = options(body.subarray(20 + Math.ceil(captured / 4) * 4))
    .get(2)
    ?.readUInt32LE(0);
  return {
    bytes: Buffer.from(body.subarray(20, 20 + captured)),
    length: body.readUInt32LE(16),
    direction: flags === 2 ? 'forth' : 'back',
    time: (BigInt(body.readUInt32LE(4)) << 32n) | BigInt(body.readUInt32LE(8)),
  };
}

function options(bytes: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 0; ;) {
    const [code, length] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2)];
    if (code === 0) return found;
    found.set(code, bytes.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
}
