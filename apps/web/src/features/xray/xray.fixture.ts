import { machineFixture } from '../../live/live.fixture.ts';
import { xray, xrayPoint, type Xray, type XrayPoint, type XraySample } from '@umlaut/contracts/model';

const MIB = 2 ** 20;
export const FIXTURE_START = Date.parse('2026-11-23T10:00:00.000Z');

/** A healthy guest, `seconds` after FIXTURE_START. */
export function xrayFixture(seconds: number, changes: Partial<XraySample> = {}): Xray {
  const base: unknown = {
    machineId: machineFixture(1).id,
    queue: { state: 'answering', since: null, detail: null },
    health: { level: 'good', sentence: 'Up 1 min, load 0.1, 41 MiB of 128 MiB in use', reasons: [] },
    footprint: null,
    sample: {
      at: new Date(FIXTURE_START + seconds * 1000).toISOString(),
      uptimeSeconds: 60 + seconds,
      cpu: {
        userPercent: 10,
        nicePercent: 0,
        systemPercent: 5,
        idlePercent: 80,
        ioWaitPercent: 4,
        interruptPercent: 1,
        contextSwitchesPerSecond: 120,
        forksPerSecond: 0.5,
        running: 1,
        blocked: 0,
        load: [0.1, 0.2, 0.3],
        threads: 30,
      },
      memory: {
        totalBytes: 100 * MIB,
        freeBytes: 60 * MIB,
        availableBytes: 72 * MIB,
        buffersBytes: 2 * MIB,
        cacheBytes: 12 * MIB,
        sharedBytes: MIB,
        anonymousBytes: 10 * MIB,
        slabBytes: 6 * MIB,
        reclaimableSlabBytes: 2 * MIB,
        kernelStackBytes: MIB,
        pageTableBytes: MIB,
        dirtyBytes: 0,
        swapTotalBytes: 0,
        swapFreeBytes: 0,
        oomKills: 0,
      },
      disks: [],
      mounts: [],
      interfaces: [],
      interrupts: [],
      softirqs: [],
      facts: {
        hostname: 'web',
        kernelRelease: '6.1.176',
        kernelBuild: null,
        osRelease: {},
        commandLine: null,
        nameServers: [],
        bootId: null,
        tainted: 0,
        sysctls: [],
      },
      elapsedMs: 4,
      questions: 31,
      ...changes,
    },
  };
  return xray.parse(base);
}

export function pointFixture(seconds: number, changes: Partial<XrayPoint> = {}): XrayPoint {
  return xrayPoint.parse({
    at: new Date(FIXTURE_START + seconds * 1000).toISOString(),
    cpuPercent: 20,
    load1: 0.1,
    memoryUsedBytes: 28 * MIB,
    readBytesPerSecond: 0,
    writtenBytesPerSecond: 0,
    receivedBytesPerSecond: null,
    sentBytesPerSecond: null,
    ...changes,
  });
}
