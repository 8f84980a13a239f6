import { mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleName, type ConsoleName } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConsoleLog } from './console-log.ts';
import { listLogFolder } from './list-log-folder.ts';
import { openConsoleLogs } from './open-console-logs.ts';
import { segmentStart } from './segment-layout.ts';

const KIB = 1024;
const NAMES = ['con0', 'con1', 'ssl0'].map((name) => consoleName.parse(name));
const [CON0, CON1, SSL0] = NAMES as [ConsoleName, ConsoleName, ConsoleName];
const START = Date.parse('2026-01-02T03:04:05.000Z');

interface Found {
  path: string;
  size: number;
  isCurrent: boolean;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'console-logs-'));
  vi.useFakeTimers({ toFake: ['Date'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** All segments of all consoles. */
function look(): Found[] {
  return listLogFolder(folder).flatMap((name) => {
    const dir = join(folder, name);
    const segments = listLogFolder(dir).filter((file) => segmentStart(file) !== null);
    const current = segments.toSorted().at(-1);
    return segments.map((file) => {
      const path = join(dir, file);
      return { path, size: statSync(path).size, isCurrent: file === current };
    });
  });
}

const sum = (found: readonly { size: number }[]): number =>
  found.reduce((total, { size }) => total + size, 0);

function segmentCount(name: ConsoleName): number {
  return listLogFolder(join(folder, name)).filter((file) => segmentStart(file) !== null).length;
}

/** Opens logs for as long as `use` takes; the files then say when they were written by the fake clock. */
function withLogs(
  names: readonly ConsoleName[],
  limitBytes: number,
  use: (say: (name: ConsoleName, bytes: number) => void, logs: Map<ConsoleName, ConsoleLog>) => void,
): void {
  const logs = openConsoleLogs(folder, names, limitBytes);
  use((name, bytes) => {
    vi.setSystemTime(Date.now() + 1_000);
    const before = new Map(look().map(({ path, size }) => [path, size]));
    logs.get(name)?.append(Buffer.alloc(bytes, name));
    for (const { path, size } of look()) {
      if (before.get(path) !== size) utimesSync(path, Date.now() / 1_000, Date.now() / 1_000);
    }
  }, logs);
  for (const log of logs.values()) log.close();
}

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ name: fc.constantFrom(...NAMES), bytes: fc.integer({ min: 1, max: 150_000 }) }),
  },
  { weight: 1, arbitrary: fc.constant('reopen' as const) },
);

it('never keeps more than the limit and the current segments, and drops the oldest of any console', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 1024 * KIB }),
      (steps, limit) => {
        rmSync(folder, { recursive: true, force: true });
        const writtenAt = new Map<string, number>();
        let before: Found[] = [];
        const check = (): void => {
          const now = look();
          for (const { path, size } of now) {
            if (before.find((old) => old.path === path)?.size !== size) writtenAt.set(path, Date.now());
          }
          const rotated = now.filter(({ isCurrent }) => !isCurrent);
          const current = now.filter(({ isCurrent }) => isCurrent);
          expect(sum(now)).toBeLessThanOrEqual(Math.max(limit, sum(current)));
          const dropped = before
            .filter(({ path }) => now.every((kept) => kept.path !== path))
            .map(({ path, size, isCurrent }) => ({ size, isCurrent, at: writtenAt.get(path) ?? 0 }))
            .toSorted((a, b) => a.at - b.at);
          const newest = dropped.at(-1);
          const younger = rotated.map(({ path }) => writtenAt.get(path) ?? 0);
          expect(newest?.at ?? 0).toBeLessThanOrEqual(Math.min(Infinity, ...younger));
          // And no more than must; what was current had grown before it went, by how much is not known.
          const needless = newest?.isCurrent === false && sum(now) + newest.size <= limit;
          expect(needless).toBe(false);
          before = now;
        };
        for (let at = 0; at < steps.length; at += 1) {
          withLogs(NAMES, limit, (say) => {
            for (; at < steps.length; at += 1) {
              const next = steps[at];
              if (next === undefined || next === 'reopen') break;
              say(next.name, next.bytes);
              check();
            }
          });
        }
      },
    ),
    { numRuns: 40 },
  );
});

it('lets no console that says little be silenced by one that floods', () => {
  withLogs(NAMES, 1024 * KIB, (say, logs) => {
    say(CON0, 100);
    for (let i = 0; i < 40; i += 1) say(CON1, 64 * KIB);
    expect(logs.get(CON0)?.read(0, 200).bytes.toString()).toBe('con0'.repeat(25));
    expect(logs.get(CON1)?.oldest).toBeGreaterThan(0);
  });
});

it('lets what is old of one console go for what is new of another', () => {
  withLogs([CON0, CON1], 1024 * KIB, (say) => {
    for (let i = 0; i < 8; i += 1) say(CON0, 64 * KIB);
    for (let i = 0; i < 8; i += 1) say(CON1, 64 * KIB);
    expect([segmentCount(CON0), segmentCount(CON1)]).toEqual([8, 8]);
    say(CON1, 64 * KIB);
    expect([segmentCount(CON0), segmentCount(CON1)]).toEqual([7, 9]);
    for (let i = 0; i < 20; i += 1) say(CON1, 64 * KIB);
    expect([segmentCount(CON0), segmentCount(CON1)]).toEqual([1, 15]);
  });
});

it('counts what lines put out that are not wired any more, and keeps their place', () => {
  withLogs([CON0, SSL0], 1024 * KIB, (say) => {
    for (let i = 0; i < 8; i += 1) say(SSL0, 64 * KIB);
  });
  withLogs([CON0], 1024 * KIB, (say) => {
    for (let i = 0; i < 30; i += 1) say(CON0, 64 * KIB);
  });
  expect(segmentCount(SSL0)).toBe(1);
  expect(sum(look())).toBeLessThanOrEqual(1024 * KIB);
  withLogs([CON0, SSL0], 1024 * KIB, (_, logs) => expect(logs.get(SSL0)?.end).toBe(8 * 64 * KIB));
});

it('keeps to a limit that was lowered as soon as something comes', () => {
  withLogs([CON0, CON1], 1024 * KIB, (say) => {
    for (let i = 0; i < 8; i += 1) for (const name of [CON0, CON1]) say(name, 64 * KIB);
  });
  withLogs([CON0, CON1], 256 * KIB, (say) => say(CON1, 1));
  expect(sum(look())).toBeLessThanOrEqual(256 * KIB);
});
