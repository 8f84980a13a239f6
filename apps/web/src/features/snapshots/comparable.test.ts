import type { Snapshot } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { comparableDisks, inOrderOfTime } from './comparable.ts';

const snapshot = (createdAt: string, disks: object[]): Snapshot =>
  ({ createdAt, disks }) as unknown as Snapshot;
const early = snapshot('2026-01-01T00:00:00.000Z', [
  { number: 0, kind: 'cow' },
  { number: 1, kind: 'raw' },
  { number: 2, kind: 'swap' },
  { number: 3, kind: 'raw' },
]);
const late = snapshot('2026-01-02T00:00:00.000Z', [
  { number: 0, kind: 'raw' },
  { number: 1, kind: 'raw', madeAt: '2026-01-01T12:00:00.000Z' },
  { number: 2, kind: 'swap' },
  { number: 3, kind: 'raw' },
]);

it('compares disks that are the same ones and hold files', () => {
  expect(comparableDisks(early, late)).toEqual([0, 3]);
});

it('tells what happened from the earlier to the later', () => {
  expect(inOrderOfTime(late, early)).toEqual([early, late]);
  expect(inOrderOfTime(early, late)).toEqual([early, late]);
});
