import type { XrayPoint } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { PointHistory } from './point-history.ts';

function point(seconds: number, cpuPercent: number | null = 10): XrayPoint {
  return {
    at: new Date(seconds * 1000).toISOString(),
    cpuPercent,
    load1: seconds,
    memoryUsedBytes: seconds,
    readBytesPerSecond: 1,
    writtenBytesPerSecond: null,
    receivedBytesPerSecond: 3,
    sentBytesPerSecond: 4,
  };
}

const history = (): PointHistory => new PointHistory({ intervalMs: 15_000, capacity: 3 });

describe('PointHistory', () => {
  it('keeps points that come at its own pace as they are, the newest', () => {
    const it = history();
    const points = [0, 15, 30, 45].map((seconds) => point(seconds));
    for (const each of points) it.add(each);
    expect(it.list()).toEqual(points.slice(1));
  });

  it('draws together those that come faster', () => {
    const it = history();
    for (let seconds = 0; seconds < 30; seconds++) it.add(point(seconds, seconds < 15 ? null : seconds));
    expect(it.list()).toMatchObject([
      { at: point(14).at, cpuPercent: null, load1: 14, readBytesPerSecond: 1, writtenBytesPerSecond: null },
      { at: point(29).at, cpuPercent: 22, memoryUsedBytes: 29 },
    ]);
  });

  it('leaves unknown figures out of a mean', () => {
    const it = history();
    it.add(point(0, null));
    it.add(point(1, 30));
    expect(it.list()[0]?.cpuPercent).toBe(30);
  });

  it('begins anew', () => {
    const it = history();
    it.add(point(0));
    it.clear();
    expect(it.list()).toEqual([]);
  });
});
