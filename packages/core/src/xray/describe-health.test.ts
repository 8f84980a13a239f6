import {
  guestHealth,
  type GuestHealth,
  type IncidentSummary,
  type MachineExit,
  type MachineState,
  type XraySample,
} from '@umlaut/contracts/model';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeHealth } from './describe-health.ts';
import { GuestLook } from './guest-look.ts';
import type { HealthInput } from './health-input.ts';
import { askingOf, capturedFiles } from './testing/captured-guest.ts';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();
const BOOT = 'boot-1' as IncidentSummary['bootId'];
const running: MachineState = { phase: 'running', bootId: BOOT, since: ago(190), pid: 42 };
const EXIT: MachineExit = {
  kind: 'panicked',
  at: ago(60),
  message: 'Kernel panic: Attempted to kill init! exitcode=0x00000000',
  code: null,
  signal: 'SIGABRT',
  rung: null,
  lastLines: [],
};

let sample: XraySample;
beforeAll(async () => {
  const { ask } = askingOf(capturedFiles('6.1'));
  sample = await new GuestLook({ ask, interfaceNames: ['vec0'] }).full();
  sample = { ...sample, uptimeSeconds: 185, cpu: { ...sample.cpu, load: [0.1, 0.05, 0.01] } };
});

function judge(changes: Partial<HealthInput>): GuestHealth {
  const verdict = describeHealth({
    state: running,
    queue: { state: 'answering', since: null, detail: null },
    sample,
    incidents: [],
    footprint: null,
    interfaces: ['vec0'],
    memoryTakenMiB: 0,
    now: NOW,
    ...changes,
  });
  return guestHealth.parse(verdict);
}

function incident(kind: IncidentSummary['kind'], seconds: number, bootId = BOOT): IncidentSummary {
  return { id: 1, at: ago(seconds), bootId, kind, title: `It was ${kind}` };
}

const footprint = {
  cpuPercent: 1,
  memoryBytes: 2 ** 25,
  memoryLimitBytes: 2 ** 27,
  monitorMemoryBytes: null,
  diskBytes: 0,
  processes: 3,
  threads: 10,
  openFiles: 40,
  allowedCpus: '0-1',
  isPinned: false,
};

describe('describeHealth of a guest that is well', () => {
  it('puts the figures in a sentence', () => {
    const { level, sentence, reasons } = judge({});
    expect(sentence).toMatch(/^Up 3 min, load 0\.1, \d+ MiB of 103 MiB in use, vec0 up$/);
    expect({ level, reasons }).toEqual({ level: 'good', reasons: [] });
  });

  it('counts memory as the machine was given it, less what it gave back', () => {
    const [, used] = /, (\d+) MiB of 128 MiB in use/.exec(judge({ footprint }).sentence) ?? [];
    const [, less] =
      /, (\d+) MiB of 120 MiB in use/.exec(judge({ footprint, memoryTakenMiB: 8 }).sentence) ?? [];
    // To the kernel, the pages that it gave back are in use.
    expect(Number(used) - Number(less)).toBe(8);
  });

  it('says so when nobody has looked yet', () => {
    expect(judge({ sample: null })).toEqual({ level: 'unknown', sentence: 'Running for 3 min', reasons: [] });
  });
});

describe('describeHealth of a machine that does not run', () => {
  it.each<[MachineState, string, RegExp]>([
    [{ phase: 'stopped', lastExit: null }, 'unknown', /^Never started$/],
    [
      { phase: 'stopped', lastExit: { ...EXIT, kind: 'halted', message: 'Powered off' } },
      'unknown',
      /^Stopped 1 min ago: Powered off$/,
    ],
    [
      { phase: 'stopped', lastExit: EXIT },
      'bad',
      /^Panicked 1 min ago: Kernel panic: Attempted to kill init!/,
    ],
    [
      { phase: 'stopped', lastExit: { ...EXIT, kind: 'crashed', message: 'Exit 1' } },
      'bad',
      /^Ended 1 min ago: Exit 1$/,
    ],
    [{ phase: 'starting', bootId: BOOT, since: ago(3) }, 'unknown', /^Booting for 3 s$/],
    [{ phase: 'stopping', bootId: BOOT, since: ago(3), rung: 'cad' }, 'unknown', /^Shutting down$/],
    [{ phase: 'rebooting', bootId: BOOT, since: ago(3) }, 'unknown', /^Rebooting$/],
    [{ ...running, phase: 'paused', pausedAt: ago(7500) }, 'attention', /^Paused for 2 h 5 min$/],
  ])('%j', (state, level, sentence) => {
    const verdict = judge({ state, sample: null });
    expect(verdict.level).toBe(level);
    expect(verdict.sentence).toMatch(sentence);
  });

  it('explains what the end of init means', () => {
    const [reason] = judge({ state: { phase: 'stopped', lastExit: EXIT }, sample: null }).reasons;
    expect(reason?.hint).toContain('init, has ended');
  });
});

describe('describeHealth of a guest that is unwell', () => {
  it.each<[string, () => Partial<HealthInput>, string, RegExp]>([
    [
      'a stuck queue',
      () => ({ queue: { state: 'stuck', since: null, detail: 'A read hangs' }, sample: null }),
      'bad',
      /^The work queue of the kernel is stuck\. Running for 3 min$/,
    ],
    [
      'silence',
      () => ({ queue: { state: 'silent', since: null, detail: null }, sample: null }),
      'bad',
      /^The kernel does not answer/,
    ],
    ['a hang', () => ({ incidents: [incident('hang', 20)] }), 'bad', /^It was hang \(20 s ago\)\. Up 3 min/],
    [
      'several kills',
      () => ({ incidents: [incident('out-of-memory', 9), incident('out-of-memory', 60)] }),
      'bad',
      /^It was out-of-memory, 2 times \(9 s ago\)/,
    ],
    ['a hung task', () => ({ incidents: [incident('hung-task', 5)] }), 'bad', /^It was hung-task/],
    ['an old oops', () => ({ incidents: [incident('oops', 90_000)] }), 'bad', /^It was oops \(1 d 1 h ago\)/],
    [
      'little memory',
      () => ({ sample: { ...sample, memory: { ...sample.memory, availableBytes: 2 ** 21 } } }),
      'bad',
      /^Out of memory: 2 MiB of 103 MiB left\. Up/,
    ],
    [
      'a full disk',
      () => ({ sample: mounted({ freeBytes: 2 ** 28 * 0.04 }) }),
      'attention',
      /^\/ is 96 % full: 10 MiB of 256 MiB left/,
    ],
    ['a brimful disk', () => ({ sample: mounted({ freeBytes: 0 }) }), 'bad', /^\/ is 100 % full: 0 KiB/],
    [
      'errors',
      () => ({ sample: mounted({ errorCount: 3, readOnly: true }) }),
      'bad',
      /^The file system on \/ has had 3 errors and is read-only/,
    ],
    [
      'a disk made read-only',
      () => ({ sample: mounted({ readOnly: true }) }),
      'bad',
      /^The kernel has made \/ read-only/,
    ],
    [
      'a root that is mounted so',
      () => ({ sample: mounted({ readOnly: true, options: 'ro,relatime' }) }),
      'attention',
      /^The root file system is read-only/,
    ],
    [
      'load',
      () => ({ sample: { ...sample, cpu: { ...sample.cpu, load: [7.25, 3, 1] } } }),
      'attention',
      /^The load is 7\.3/,
    ],
    [
      'an interface that is down',
      () => ({ sample: withInterface('down') }),
      'attention',
      /^Up 3 min.* in use, vec0 down$/,
    ],
    ['one that is missing', () => ({ interfaces: ['vec1'] }), 'attention', /^Up 3 min.* in use, vec1 down$/],
  ])('tells of %s', (_, changes, level, sentence) => {
    const verdict = judge(changes());
    expect(verdict.sentence).toMatch(sentence);
    expect(verdict.level).toBe(level);
    expect(verdict.reasons[0]?.hint).toBeTruthy();
  });

  it('puts the worst first', () => {
    const full = mounted({ freeBytes: 2 ** 28 * 0.04 });
    const { sentence, reasons } = judge({ sample: full, incidents: [incident('file-system-error', 10)] });
    expect(sentence).toMatch(/^It was file-system-error/);
    expect(reasons.map(({ level }) => level)).toEqual(['bad', 'attention']);
  });

  it.each<[string, () => Partial<HealthInput>]>([
    ['kill that is long past', () => ({ incidents: [incident('out-of-memory', 3600)] })],
    ['oops of a run before', () => ({ incidents: [incident('oops', 10, 'boot-0' as typeof BOOT)] })],
    ['interface that nobody asked for', () => ({ sample: withInterface('down'), interfaces: [] })],
    [
      'load of booting',
      () => ({ sample: { ...sample, uptimeSeconds: 12, cpu: { ...sample.cpu, load: [41, 9, 3] } } }),
    ],
    ['burst of load', () => ({ sample: { ...sample, cpu: { ...sample.cpu, load: [9, 1, 0.3] } } })],
  ])('does not mind a %s', (_, changes) => {
    expect(judge(changes()).level).toBe('good');
  });
});

function mounted(changes: Partial<XraySample['mounts'][number]>): XraySample {
  const [root, ...others] = sample.mounts;
  return { ...sample, mounts: [{ ...root!, ...changes }, ...others] };
}

function withInterface(operstate: string): XraySample {
  const interfaces = sample.interfaces.map((found) =>
    found.name === 'vec0' ? { ...found, operstate, up: false } : found,
  );
  return { ...sample, interfaces };
}
