import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from './cpu-time.ts';

describe('cpuTimeMs', () => {
  it('grows by what this process computes', () => {
    const before = cpuTimeMs(process.pid);
    const ownBefore = process.cpuUsage();
    const until = performance.now() + 60;
    while (performance.now() < until);
    const { user, system } = process.cpuUsage(ownBefore);
    const grown = cpuTimeMs(process.pid) - before;
    expect(grown).toBeGreaterThan(0);
    expect(Math.abs(grown - (user + system) / 1000)).toBeLessThan(25);
  });

  it('throws for a process that is gone', () => {
    expect(() => cpuTimeMs(2 ** 30)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});
