import { pid } from 'node:process';
import { describe, expect, it } from 'vitest';
import { parsePrivateMemory, readPrivateMemory } from './memory.ts';

describe('parsePrivateMemory', () => {
  it('adds the private lines and no others', () => {
    const text =
      'Rss:  9000 kB\nPss: 700 kB\nShared_Clean: 50 kB\nPrivate_Clean:  3 kB\nPrivate_Dirty: 40 kB\n';
    expect(parsePrivateMemory(text)).toBe(43 * 1024);
  });

  it('refuses what is no rollup', () => {
    expect(() => parsePrivateMemory('')).toThrow('smaps_rollup');
  });
});

describe('readPrivateMemory', () => {
  it('sees memory that a process takes', async () => {
    const before = await readPrivateMemory(pid);
    const taken = Buffer.alloc(50_000_000, 1);
    expect((await readPrivateMemory(pid)) - before).toBeGreaterThan(taken.length * 0.9);
  });
});
