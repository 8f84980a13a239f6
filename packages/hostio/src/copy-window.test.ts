import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, it as property } from '@fast-check/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyWindow } from './copy-window.ts';

const PAGE = 4096;
let folder: string;
let from: number;
let to: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostio-copy-'));
  from = openSync(join(folder, 'from'), 'w+');
  to = openSync(join(folder, 'to'), 'w+');
});
afterEach(() => {
  closeSync(from);
  closeSync(to);
  rmSync(folder, { recursive: true });
});

/** Stretches of zeros and of others, of lengths around those of pages. */
const stretch = fc.record({ isZero: fc.boolean(), length: fc.integer({ min: 1, max: 3 * PAGE }) });

describe('copyWindow', () => {
  property.prop({
    stretches: fc.array(stretch, { minLength: 1, maxLength: 6 }),
    offset: fc.oneof(fc.nat(PAGE), fc.constant(0), fc.constant(512)),
    shift: fc.nat(9000),
  })('writes what is not zero, and names whole pages that are', ({ stretches, offset, shift }) => {
    const bytes = Buffer.concat(stretches.map(({ isZero, length }) => Buffer.alloc(length, isZero ? 0 : 7)));
    ftruncateSync(from, 0);
    writeSync(from, bytes, 0, bytes.length, offset + shift);
    const before = Buffer.alloc(offset + bytes.length + 10, 1);
    ftruncateSync(to, 0);
    writeSync(to, before, 0, before.length, 0);
    const zeros = copyWindow({ to, from, offset, shift, scratch: new Uint8Array(bytes.length) });
    const expected = Buffer.from(before);
    bytes.copy(expected, offset);
    for (const { start, end } of zeros) {
      expect(bytes.subarray(start - offset, end - offset).every((byte) => byte === 0)).toBe(true);
      // Not written: as it was.
      expected.fill(1, start, end);
    }
    expect(readFileSync(join(folder, 'to')).equals(expected)).toBe(true);
    for (let page = Math.ceil(offset / PAGE) * PAGE; page + PAGE <= offset + bytes.length; page += PAGE) {
      const isZero = bytes.subarray(page - offset, page - offset + PAGE).every((byte) => byte === 0);
      expect(zeros.some(({ start, end }) => start <= page && page + PAGE <= end)).toBe(isZero);
    }
  });

  it('sees a byte that is not zero wherever it is in a page', () => {
    for (let at = 0; at < PAGE; at += at < 20 || at > 4070 ? 1 : 61) {
      const bytes = Buffer.alloc(PAGE);
      bytes[at] = 1;
      writeSync(from, bytes, 0, PAGE, 0);
      expect(copyWindow({ to, from, offset: 0, shift: 0, scratch: new Uint8Array(PAGE) })).toEqual([]);
      expect(readFileSync(join(folder, 'to')).equals(bytes)).toBe(true);
    }
  });

  it('says that the source ends before, and what else is wrong', () => {
    const scratch = new Uint8Array(10);
    const copy = { to, from, offset: 0, shift: 0, scratch };
    expect(() => copyWindow(copy)).toThrow(expect.objectContaining({ code: 'ENODATA' }));
    writeSync(from, Buffer.alloc(10, 1));
    expect(() => copyWindow({ ...copy, to: -1 })).toThrow(expect.objectContaining({ code: 'EBADF' }));
    expect(() => copyWindow({ ...copy, offset: -9 })).toThrow(expect.objectContaining({ code: 'EINVAL' }));
  });
});
