import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { parsePrivateMemory, readPrivateMemory } from './memory.ts';

const TAKEN_BYTES = 50_000_000;

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
    // A process of its own: this one's is collected whenever another test has left garbage.
    const script = `const taken = Buffer.alloc(${TAKEN_BYTES}, 1); console.log('taken'); setInterval(() => taken, 1e6)`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      const bytes = await readPrivateMemory(child.pid ?? 0);
      expect(bytes).toBeGreaterThan(TAKEN_BYTES);
      expect(bytes).toBeLessThan(3 * TAKEN_BYTES);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
