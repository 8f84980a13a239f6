import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloneFileInto, findData, punchHole, startWriting } from './index.ts';

const BLOCK = 65_536;
let folder: string;
let fd: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostio-sparse-'));
  fd = openSync(join(folder, 'file'), 'w+');
  ftruncateSync(fd, 6 * BLOCK);
  writeSync(fd, Buffer.alloc(BLOCK, 1), 0, BLOCK, BLOCK);
  writeSync(fd, Buffer.alloc(BLOCK, 2), 0, BLOCK, 4 * BLOCK);
});
afterEach(() => {
  closeSync(fd);
  rmSync(folder, { recursive: true });
});

describe('findData', () => {
  it('goes from data to data and ends with the last', () => {
    expect(findData(fd, 0)).toEqual({ start: BLOCK, end: 2 * BLOCK });
    expect(findData(fd, BLOCK + 7)).toEqual({ start: BLOCK + 7, end: 2 * BLOCK });
    expect(findData(fd, 2 * BLOCK)).toEqual({ start: 4 * BLOCK, end: 5 * BLOCK });
    expect(findData(fd, 5 * BLOCK)).toBeNull();
    expect(findData(fd, 6 * BLOCK)).toBeNull();
  });

  it('knows offsets of more than 32 bits', () => {
    const far = 2 ** 40;
    ftruncateSync(fd, far + BLOCK);
    writeSync(fd, Buffer.alloc(BLOCK, 3), 0, BLOCK, far);
    expect(findData(fd, 5 * BLOCK)).toEqual({ start: far, end: far + BLOCK });
  });

  it('says why it cannot', () => {
    expect(() => findData(-1, 0)).toThrow(expect.objectContaining({ code: 'EBADF' }));
  });
});

describe('punchHole', () => {
  it('gives blocks back and keeps the size', () => {
    const before = fstatSync(fd).blocks;
    punchHole(fd, { start: BLOCK, end: 2 * BLOCK });
    expect(fstatSync(fd).size).toBe(6 * BLOCK);
    expect(fstatSync(fd).blocks).toBeLessThan(before);
    expect(findData(fd, 0)).toEqual({ start: 4 * BLOCK, end: 5 * BLOCK });
  });

  it('clears bytes within a block', () => {
    punchHole(fd, { start: BLOCK + 10, end: BLOCK + 20 });
    const bytes = readFileSync(join(folder, 'file')).subarray(BLOCK + 9, BLOCK + 21);
    expect([...bytes]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('says why it cannot', () => {
    expect(() => punchHole(fd, { start: 8, end: 8 })).toThrow(expect.objectContaining({ code: 'EINVAL' }));
  });
});

describe('cloneFileInto', () => {
  it('shares all of the file, or says that this file system cannot', () => {
    const to = openSync(join(folder, 'clone'), 'w+');
    try {
      const shared = cloneFileInto(to, fd);
      expect(fstatSync(to).size).toBe(shared ? 6 * BLOCK : 0);
    } finally {
      closeSync(to);
    }
  });

  it('says what else is wrong', () => {
    expect(() => cloneFileInto(fd, -1)).toThrow(expect.objectContaining({ code: 'EBADF' }));
  });
});

describe('startWriting', () => {
  it('leaves the bytes as they are, and says what is wrong', () => {
    const before = readFileSync(join(folder, 'file'));
    startWriting(fd, { start: BLOCK, end: 5 * BLOCK });
    expect(readFileSync(join(folder, 'file')).equals(before)).toBe(true);
    expect(() => startWriting(-1, { start: 0, end: 1 })).toThrow(expect.objectContaining({ code: 'EBADF' }));
  });
});
