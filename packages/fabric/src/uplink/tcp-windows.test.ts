import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read16, write16, write32 } from '../packet/big-endian.ts';
import { sumWords } from '../packet/checksum.ts';
import { PAYLOAD, ipv4Frame } from '../packet/ipv4.ts';
import { TcpWindows } from './tcp-windows.ts';

const STATION = 0x0a00_0202;
const PEER = 0xc000_0207;
const pseudo = (length: number) =>
  (STATION >>> 16) + (STATION & 0xffff) + (PEER >>> 16) + (PEER & 0xffff) + 6 + length;

interface Segment {
  flags: number;
  window?: number;
  seq?: number;
  ack?: number;
  options?: number[];
  data?: number;
}

function segment(
  toStation: boolean,
  { flags, window = 0, seq = 0, ack = 0, options = [], data = 0 }: Segment,
) {
  const macs = { sourceMac: '02:00:00:00:00:01', destinationMac: '02:00:00:00:00:02' };
  const [source, destination] = toStation ? [PEER, STATION] : [STATION, PEER];
  const length = 20 + options.length + data;
  const frame = ipv4Frame({ ...macs, source, destination }, 6, length);
  write16(frame, PAYLOAD, toStation ? 80 : 4000);
  write16(frame, PAYLOAD + 2, toStation ? 4000 : 80);
  write32(frame, PAYLOAD + 4, seq);
  write32(frame, PAYLOAD + 8, ack);
  frame[PAYLOAD + 12] = (5 + options.length / 4) << 4;
  frame[PAYLOAD + 13] = flags;
  write16(frame, PAYLOAD + 14, window);
  frame.set(options, PAYLOAD + 20);
  write16(frame, PAYLOAD + 16, ~sumWords(frame, PAYLOAD, frame.length, pseudo(length)) & 0xffff);
  return frame;
}

const SYN = { flags: 2, window: 64_240, options: [1, 3, 3, 7] };

/** What is left of a window that the station announces; the checksum has to hold. */
function announce(windows: TcpWindows, from: Segment): number {
  const frame = segment(false, from);
  const bytes = new Uint8Array([7, 7, ...frame, 7]);
  windows.limit(bytes, 2, 2 + frame.length);
  const copy = bytes.subarray(2, 2 + frame.length);
  expect(sumWords(copy, PAYLOAD, copy.length, pseudo(copy.length - PAYLOAD))).toBe(0xffff);
  return read16(copy, PAYLOAD + 14);
}

describe('windows of stations', () => {
  it('are made as small as what a guest holds, and no larger', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffff }), fc.nat(14), (window, scale) => {
        const windows = new TcpWindows();
        expect(announce(windows, { ...SYN, options: [3, 3, scale, 0] })).toBe(64_240);
        const left = announce(windows, { flags: 0x10, window });
        expect(left).toBe(Math.min(window, 65_536 >> scale));
      }),
    );
  });

  it('stay as they are where no beginning was seen', () => {
    expect(announce(new TcpWindows(), { flags: 0x10, window: 65_535 })).toBe(65_535);
  });

  it('grow with the way, as its shortest round trip says', () => {
    let now = 0;
    const windows = new TcpWindows(() => now);
    announce(windows, SYN);
    windows.sent(segment(true, { flags: 0x10, seq: 0xffff_fff0, data: 100 }));
    now = 103;
    expect(announce(windows, { flags: 0x10, ack: 0xffff_fff0, window: 65_535 })).toBe(512);
    expect(announce(windows, { flags: 0x10, ack: 84, window: 65_535 })).toBe(512 + 100 * 512);
    windows.sent(segment(true, { flags: 0x10, seq: 84, data: 100 }));
    now += 1;
    expect(announce(windows, { flags: 0x10, ack: 184, window: 65_535 })).toBe(512);
  });

  it('survive any frame', () => {
    const windows = new TcpWindows();
    const head = segment(false, SYN).subarray(0, PAYLOAD);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.boolean(), (rest, whole) => {
        const bytes = new Uint8Array(whole ? [...head, ...rest] : rest);
        windows.limit(bytes, 0, bytes.length);
        windows.sent(bytes);
        expect(bytes).toHaveLength(rest.length + (whole ? head.length : 0));
      }),
    );
  });
});
