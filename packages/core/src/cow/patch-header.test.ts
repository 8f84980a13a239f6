import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { decodeCowHeader, encodeCowHeader } from './header-codec.ts';
import { MAX_HEADER_BYTES, V3_BROKEN } from './layout.ts';
import { patchCowHeader } from './patch-header.ts';

function v3(backingPath = '/images/old'): Uint8Array {
  const bytes = new Uint8Array(MAX_HEADER_BYTES);
  bytes.set(encodeCowHeader({ backingPath, backingSizeBytes: 100_000, backingMtimeSeconds: 1_000_000_000 }));
  return bytes;
}

function old(version: 1 | 2 | 3, littleEndian: boolean): Uint8Array {
  const bytes = Buffer.alloc(MAX_HEADER_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const pathAt = version === 3 ? V3_BROKEN.path : 8;
  const after = version === 1 ? 264 : 4104;
  view.setUint32(0, 0x4f4f4f4d, littleEndian);
  view.setUint32(4, version, littleEndian);
  bytes.write('/images/old', pathAt);
  if (version === 3) {
    view.setUint32(V3_BROKEN.mtime, 77);
    view.setBigUint64(V3_BROKEN.size, 100_000n);
    view.setUint32(V3_BROKEN.sectorSize, 512);
    view.setUint32(V3_BROKEN.alignment, 4096);
  } else {
    view.setUint32(after, 77, littleEndian);
    view.setBigUint64(after + 4, 100_000n, littleEndian);
    view.setUint32(after + 12, 512, littleEndian);
  }
  return bytes;
}

function apply(header: Uint8Array, change: { backingPath: string; backingMtimeSeconds: number }): Uint8Array {
  const { offset, bytes } = patchCowHeader(header, change);
  const patched = header.slice();
  patched.set(bytes, offset);
  return patched;
}

describe('patchCowHeader', () => {
  it.each([
    ['version 1, little endian', old(1, true)],
    ['version 1, big endian', old(1, false)],
    ['version 2', old(2, false)],
    ['version 3', v3()],
    ['broken version 3', old(3, false)],
  ])('changes path and mtime of %s and nothing else', (_name, header) => {
    const before = decodeCowHeader(header);
    const change = { backingPath: '/elsewhere/a-longer-name', backingMtimeSeconds: 0xfedcba98 };
    expect(decodeCowHeader(apply(header, change))).toEqual({ ...before, ...change });
    const back = { backingPath: before.backingPath, backingMtimeSeconds: before.backingMtimeSeconds };
    expect(apply(apply(header, change), back)).toEqual(header);
  });

  it('is what an encoder would have written', () => {
    const path = fc.stringMatching(/^\/[a-z0-9/]{0,200}$/);
    fc.assert(
      fc.property(path, path, fc.nat(0xffffffff), (from, to, seconds) => {
        const expected = encodeCowHeader({
          backingPath: to,
          backingSizeBytes: 100_000,
          backingMtimeSeconds: seconds,
        });
        const patched = apply(v3(from), { backingPath: to, backingMtimeSeconds: seconds });
        expect(patched.subarray(0, expected.length)).toEqual(expected);
      }),
    );
  });

  it('touches one sector of the disk for paths of any usual length', () => {
    const { offset, bytes } = patchCowHeader(v3(), {
      backingPath: `/${'x'.repeat(400)}`,
      backingMtimeSeconds: 5,
    });
    expect(offset + bytes.length).toBeLessThanOrEqual(512);
  });

  it('refuses what the version cannot hold', () => {
    const path = `/${'x'.repeat(300)}`;
    expect(() => patchCowHeader(old(1, true), { backingPath: path, backingMtimeSeconds: 5 })).toThrow(
      '255 bytes',
    );
    expect(() => patchCowHeader(v3(), { backingPath: '/a', backingMtimeSeconds: 2 ** 32 })).toThrow(
      'modification',
    );
  });
});
