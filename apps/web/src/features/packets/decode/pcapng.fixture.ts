/** Writes pcapng as other programs would, for tests: in either byte order, with any resolution. */

export interface WrittenPacket {
  /** In units of the interface's resolution. */
  units: bigint;
  bytes: Uint8Array;
  length: number;
  flags: number | null;
}

export interface FileOptions {
  little: boolean;
  /** if_tsresol; null: not said. */
  resolution: number | null;
  linkType?: number;
}

export function writePcapng(packets: readonly WrittenPacket[], options: FileOptions): Uint8Array {
  const { little, resolution, linkType = 1 } = options;
  const section = numbers(little, [4, 0x1a2b_3c4d], [2, 1], [2, 0], [4, 0xffff_ffff], [4, 0xffff_ffff]);
  const link = [
    ...numbers(little, [2, linkType], [2, 0], [4, 65_535]),
    ...(resolution === null ? [] : [...numbers(little, [2, 9], [2, 1]), resolution, 0, 0, 0, 0, 0, 0, 0]),
  ];
  return Uint8Array.from([
    ...block(little, 0x0a0d_0d0a, section),
    ...block(little, 1, link),
    // A block that no reader has to know: statistics.
    ...block(little, 5, numbers(little, [4, 0], [4, 0], [4, 0])),
    ...packets.flatMap((packet) => block(little, 6, packetBody(little, packet))),
  ]);
}

function packetBody(little: boolean, { units, bytes, length, flags }: WrittenPacket): number[] {
  return [
    ...numbers(little, [4, 0], [4, Number(units >> 32n)], [4, Number(units & 0xffff_ffffn)]),
    ...numbers(little, [4, bytes.length], [4, length]),
    ...bytes,
    ...Array.from({ length: -bytes.length & 3 }, () => 0),
    ...(flags === null ? [] : numbers(little, [2, 2], [2, 4], [4, flags], [4, 0])),
  ];
}

function block(little: boolean, type: number, body: readonly number[]): number[] {
  const length = body.length + 12;
  return [...numbers(little, [4, type], [4, length]), ...body, ...numbers(little, [4, length])];
}

function numbers(little: boolean, ...values: readonly (readonly [bytes: number, value: number])[]): number[] {
  return values.flatMap(([size, value]) => {
    const bytes = Array.from({ length: size }, (_, index) => (value >>> (index * 8)) & 255);
    return little ? bytes : bytes.toReversed();
  });
}
