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
