import { execFileSync } from 'node:child_process';
import { mkdtempDisposable, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SWAP_PAGE_BYTES, decodeSwapHeader, encodeSwapHeader } from './swap-header-codec.ts';

const uuids = fc.uint8Array({ minLength: 16, maxLength: 16 });
const headers = fc.record({ pages: fc.integer({ min: 10, max: 2 ** 32 }), uuid: uuids });

describe('swap header', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(headers, (header) => {
        const page = encodeSwapHeader(header);
        expect(page).toHaveLength(SWAP_PAGE_BYTES);
        expect(decodeSwapHeader(page)).toEqual(header);
      }),
    );
  });

  it('is byte for byte what mkswap(8) writes', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const path = join(dir.path, 'swap');
    await writeFile(path, '', { mode: 0o600 });
    await truncate(path, 4 * 1_048_576);
    execFileSync('mkswap', ['-U', '01234567-89ab-cdef-0123-456789abcdef', path], {
      stdio: 'ignore',
      env: { PATH: '/usr/sbin:/sbin:/usr/bin:/bin' },
    });
    const uuid = Uint8Array.from(Buffer.from('0123456789abcdef0123456789abcdef', 'hex'));
    const theirs = (await readFile(path)).subarray(0, SWAP_PAGE_BYTES);
    expect(Buffer.from(encodeSwapHeader({ pages: 1024, uuid })).equals(theirs)).toBe(true);
  });

  it('takes nothing else for a swap area', () => {
    const page = encodeSwapHeader({ pages: 10, uuid: new Uint8Array(16) });
    expect(decodeSwapHeader(page.subarray(1))).toBeNull();
    for (const at of [1024, 1032, 4086, 4095]) {
      const damaged = page.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(decodeSwapHeader(damaged)).toBeNull();
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => decodeSwapHeader(bytes) === null));
  });

  it('refuses an area that is too small and a wrong UUID', () => {
    expect(() => encodeSwapHeader({ pages: 9, uuid: new Uint8Array(16) })).toThrow(RangeError);
    expect(() => encodeSwapHeader({ pages: 10, uuid: new Uint8Array(15) })).toThrow(RangeError);
  });
});
