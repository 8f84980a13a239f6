import { describe, expect, it } from 'vitest';
import { MemoryTaken } from './memory-taken.ts';

describe('MemoryTaken', () => {
  it('adds up what was given back and taken again, in the units of the kernel', () => {
    const taken = new MemoryTaken();
    expect(taken.after('config mem=-64M')).toBe(true);
    expect(taken.after('config mem=-1048576')).toBe(true);
    expect(taken.mib).toBe(65);
    expect(taken.after('config mem=+32768k')).toBe(true);
    expect(taken.mib).toBe(33);
  });

  it('never falls below nothing', () => {
    const taken = new MemoryTaken();
    taken.after('config mem=-8M');
    taken.after('config mem=+1G');
    expect(taken.mib).toBe(0);
    expect(taken.after('config mem=+1M')).toBe(false);
  });

  it.each(['config mem', 'config mem=5M', 'config ubdb=-5M', 'version'])('is not moved by "%s"', (line) => {
    expect(new MemoryTaken().after(line)).toBe(false);
  });
});
