import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureCode } from '../mconsole/testing/failure-code.ts';
import { cowGeometry } from './geometry.ts';
import { decodeCowHeader, encodeCowHeader, hasCowMagic } from './header-codec.ts';
import { MAX_DISK_BYTES, V3 } from './layout.ts';

const PATH = '/images/tiny.ext4';

/** Fields at their offsets, as the C structures of the kernel lay them out. */
function bytesOf(
  length: number,
  fields: (view: DataView) => void,
  path: string,
  pathOffset: number,
): Uint8Array {
  const bytes = new Uint8Array(length);
  fields(new DataView(bytes.buffer));
  bytes.set(new TextEncoder().encode(path), pathOffset);
  return bytes;
}

function v1(littleEndian: boolean): Uint8Array {
  return bytesOf(
    280,
    (view) => {
      view.setUint32(0, 0x4f4f4f4d, littleEndian);
      view.setUint32(4, 1, littleEndian);
      view.setUint32(264, 1_700_000_000, littleEndian);
      view.setBigUint64(268, 67_108_864n, littleEndian);
      view.setUint32(276, 512, littleEndian);
    },
    PATH,
    8,
  );
}

function v2(): Uint8Array {
  return bytesOf(
    4120,
    (view) => {
      view.setUint32(0, 0x4f4f4f4d);
      view.setUint32(4, 2);
      view.setUint32(4104, 1_700_000_000);
      view.setBigUint64(4108, 67_108_864n);
      view.setUint32(4116, 512);
    },
    PATH,
    8,
  );
}

function v3(change: (view: DataView) => void = () => {}, path = PATH): Uint8Array {
  return bytesOf(
    4128,
    (view) => {
      view.setUint32(0, 0x4f4f4f4d);
      view.setUint32(4, 3);
      view.setUint32(8, 1_700_000_000);
      view.setBigUint64(12, 67_108_864n);
      view.setUint32(20, 512);
      view.setUint32(24, 4096);
      view.setUint32(28, 0);
      change(view);
    },
    path,
    32,
  );
}

function brokenV3(): Uint8Array {
  return bytesOf(
    4132,
    (view) => {
      view.setUint32(0, 0x4f4f4f4d);
      view.setUint32(4, 3);
      view.setUint32(8, 1_130_000_000);
      view.setBigUint64(16, 67_108_864n);
      view.setUint32(24, 512);
      view.setUint32(28, 4096);
      view.setUint32(32, 0);
    },
    PATH,
    36,
  );
}

describe('decodeCowHeader', () => {
  const common = { backingPath: PATH, backingSizeBytes: 67_108_864, backingMtimeSeconds: 1_700_000_000 };

  it.each([
    ['version 1, little endian', v1(true), { ...common, version: 1, headerBytes: 280, alignment: 512 }],
    ['version 1, big endian', v1(false), { ...common, version: 1, headerBytes: 280, alignment: 512 }],
    ['version 2', v2(), { ...common, version: 2, headerBytes: 4120, alignment: 512 }],
    ['version 3', v3(), { ...common, version: 3, headerBytes: 4128, alignment: 4096 }],
    [
      'version 3 of 64-bit kernels of 2005',
      brokenV3(),
      { ...common, backingMtimeSeconds: 1_130_000_000, version: 3, headerBytes: 4132, alignment: 4096 },
    ],
  ])('reads %s', (_name, bytes, expected) => {
    expect(hasCowMagic(bytes)).toBe(true);
    expect(decodeCowHeader(bytes)).toEqual(expected);
  });

  it.each<[string, Uint8Array, number]>([
    ['an empty file', new Uint8Array(0), 0],
    ['a short file', v3().subarray(0, 7), 7],
    ['no magic', new Uint8Array(5000), 0],
    ['version 0', v3((view) => view.setUint32(4, 0)), 4],
    ['version 4', v3((view) => view.setUint32(4, 4)), 4],
    ['a version in the wrong order', v3((view) => view.setUint32(4, 3, true)), 4],
    [
      'version 3 in little endian',
      v3((view) => [view.setUint32(0, 0x4f4f4f4d, true), view.setUint32(4, 3, true)]),
      0,
    ],
    ['a header cut in the path', v3().subarray(0, 4127), 4127],
    ['a header cut before the path', v3().subarray(0, 20), 20],
    ['a broken version 3 cut short', brokenV3().subarray(0, 4128), 4128],
    ['a size of 0', v3((view) => view.setBigUint64(12, 0n)), 12],
    ['a size of 2^64-1', v3((view) => view.setBigUint64(12, 2n ** 64n - 1n)), 12],
    ['a size over the limit', v3((view) => view.setBigUint64(12, BigInt(MAX_DISK_BYTES) + 1n)), 12],
    ['sectors of 0', v3((view) => view.setUint32(20, 0)), 20],
    ['sectors of 4096', v3((view) => view.setUint32(20, 4096)), 20],
    ['an alignment of 0', v3((view) => view.setUint32(24, 0)), 24],
    ['an odd alignment', v3((view) => view.setUint32(24, 4097)), 24],
    ['an alignment of 2^31', v3((view) => view.setUint32(24, 2 ** 31)), 24],
    ['a tiny alignment', v3((view) => view.setUint32(24, 1)), 24],
    ['an unknown format', v3((view) => view.setUint32(28, 1)), 28],
    ['a relative path', v3(() => {}, 'tiny.ext4'), 32],
    ['a path without end', v3(() => {}, `/${'x'.repeat(4095)}`), 32],
    ['a path that is not UTF-8', ((bytes) => ((bytes[34] = 0xff), bytes))(v3()), 32],
  ])('refuses %s and points at the byte', (_name, bytes, offset) => {
    expect(() => decodeCowHeader(bytes)).toThrow(
      expect.objectContaining({ code: 'COW_INVALID', details: expect.objectContaining({ offset }) }),
    );
  });

  it('throws nothing but COW_INVALID for any bytes', () => {
    const prefixes = [[], [0x4f, 0x4f, 0x4f, 0x4d, 0, 0, 0, 3], [0x4d, 0x4f, 0x4f, 0x4f, 1, 0, 0, 0]];
    fc.assert(
      fc.property(
        fc.constantFrom(...prefixes),
        fc.uint8Array({ maxLength: 64 }),
        fc.boolean(),
        (prefix, rest, long) => {
          const bytes = new Uint8Array(long ? 4132 : prefix.length + rest.length);
          bytes.set(prefix);
          bytes.set(rest, prefix.length);
          expect([null, 'COW_INVALID']).toContain(failureCode(() => cowGeometry(decodeCowHeader(bytes))));
        },
      ),
    );
  });

  it('throws nothing but COW_INVALID for a good header with bytes changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(v1(true), v2(), v3(), brokenV3()),
        fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 8 }),
        (good, changes) => {
          const bytes = good.slice();
          for (const [offset, value] of changes) bytes[offset % bytes.length] = value;
          expect([null, 'COW_INVALID']).toContain(failureCode(() => cowGeometry(decodeCowHeader(bytes))));
        },
      ),
    );
  });
});

describe('encodeCowHeader', () => {
  it('writes the bytes that the kernel writes', () => {
    const bytes = encodeCowHeader({
      backingPath: PATH,
      backingSizeBytes: 67_108_864,
      backingMtimeSeconds: 1_700_000_000,
    });
    expect(Buffer.from(bytes)).toEqual(Buffer.from(v3()));
  });

  it('is read back the same', () => {
    const segment = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
        fc.integer({ min: 1, max: MAX_DISK_BYTES }),
        fc.integer({ min: 0, max: 0xffffffff }),
        (backingPath, backingSizeBytes, backingMtimeSeconds) => {
          fc.pre(backingPath.isWellFormed() && !backingPath.includes('\0'));
          const header = { backingPath, backingSizeBytes, backingMtimeSeconds };
          expect(decodeCowHeader(encodeCowHeader(header))).toEqual({
            ...header,
            version: 3,
            headerBytes: V3.bytes,
            alignment: 4096,
          });
        },
      ),
    );
  });

  it.each([
    ['a path of 4096 bytes', { backingPath: `/${'x'.repeat(4095)}` }],
    ['a relative path', { backingPath: 'x' }],
    ['an empty path', { backingPath: '' }],
    ['an empty disk', { backingSizeBytes: 0 }],
    ['half a byte', { backingSizeBytes: 1.5 }],
    ['a disk over the limit', { backingSizeBytes: MAX_DISK_BYTES + 1 }],
    ['a time before 1970', { backingMtimeSeconds: -1 }],
    ['a time after 2106', { backingMtimeSeconds: 2 ** 32 }],
  ])('refuses %s', (_name, change) => {
    const header = { backingPath: PATH, backingSizeBytes: 512, backingMtimeSeconds: 0, ...change };
    expect(failureCode(() => encodeCowHeader(header))).toBe('COW_INVALID');
  });

  it('takes the longest path', () => {
    const backingPath = `/${'x'.repeat(4094)}`;
    const bytes = encodeCowHeader({ backingPath, backingSizeBytes: 512, backingMtimeSeconds: 0 });
    expect(decodeCowHeader(bytes).backingPath).toBe(backingPath);
  });
});
