import type { Snapshot } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { keepersOf, returnOf } from './disk-loss.ts';

describe('what a deleted disk leaves', () => {
  const disk = { number: 1, device: 'ubdb', kind: 'raw' } as const;
  const snapshot = (name: string, disks: object[]): Snapshot => ({ name, disks }) as unknown as Snapshot;

  it('is kept by snapshots that have a disk of its number and kind', () => {
    const all = [
      snapshot('one', [
        { number: 0, kind: 'cow' },
        { number: 1, kind: 'raw' },
      ]),
      snapshot('root alone', [{ number: 0, kind: 'cow' }]),
      snapshot('another before it', [{ number: 1, kind: 'swap' }]),
    ];
    expect(keepersOf(disk, all)).toEqual(['one']);
    // Another disk took the number since.
    const later = { ...disk, madeAt: '2026-02-02T00:00:00.000Z' };
    expect(keepersOf(later, all)).toEqual([]);
    expect(keepersOf(later, [...all, snapshot('two', [later])])).toEqual(['two']);
    // It was made larger since, and is what it was.
    expect(keepersOf({ ...later, kind: 'cow' }, [snapshot('two', [later])])).toEqual(['two']);
    expect(keepersOf({ number: 0, kind: 'raw' }, all)).toEqual(['one', 'root alone']);
  });

  it('is named', () => {
    expect(returnOf(disk, [])).toBe('Nothing brings it back.');
    expect(returnOf(disk, ['one'])).toBe(
      'The snapshot "one" keeps ubdb as it was then: going back to it brings that back.',
    );
    expect(returnOf(disk, ['one', 'two'])).toBe(
      'The snapshots "one" and "two" keep ubdb as it was then: going back to one of them brings that back.',
    );
    expect(returnOf(disk, ['1', '2', '3', '4', '5', '6'])).toContain('"1", "2", "3", "4" and 2 more keep');
  });
});
