import { expect, test } from 'vitest';
import { pairedRounds } from './peer-rounds.ts';

test('a round that the peer did not finish is left out on both sides', () => {
  expect(pairedRounds([1, 2, 3], [10, null, 30])).toEqual({ ours: [1, 3], peer: [10, 30] });
  expect(pairedRounds([1, 2], [10])).toEqual({ ours: [1], peer: [10] });
});
