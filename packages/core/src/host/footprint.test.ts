import { describe, expect, it } from 'vitest';
import { countCpus } from './cpu-list.ts';
import { percentOfOneCore } from './cpu-ticks.ts';
import { FootprintMeter } from './footprint-meter.ts';
import { readProcessTree } from './process-tree.ts';

describe('countCpus', () => {
  it.each([
    ['0', 1],
    ['0-1', 2],
    ['0-3,7,9-10', 7],
    ['', 0],
    ['x', 0],
    ['3-1', 0],
  ])('of %j is %i', (list, count) => expect(countCpus(list)).toBe(count));
});

describe('percentOfOneCore', () => {
  it('is of one core, and never negative', () => {
    expect(percentOfOneCore(150, 1000)).toBe(150);
    expect(percentOfOneCore(-5, 1000)).toBe(0);
    expect(percentOfOneCore(5, 0)).toBe(0);
  });
});

describe('readProcessTree', () => {
  it('begins with the process itself', () => {
    const [own] = readProcessTree(process.pid);
    expect(own?.stat.pid).toBe(process.pid);
    expect(own?.threads).toBeGreaterThan(1);
    expect(readProcessTree(2 ** 22 + 1)).toEqual([]);
  });
});

describe('FootprintMeter', () => {
  it('knows when there is nothing to measure', async () => {
    const none = { umlPid: 2 ** 22 + 1, monitorPid: process.pid, diskPaths: [], memoryLimitBytes: 1 };
    expect(await new FootprintMeter().read(none)).toBeNull();
  });
});
