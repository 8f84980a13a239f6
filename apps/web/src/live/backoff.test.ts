import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { reconnectDelay } from './backoff.ts';

describe('reconnectDelay', () => {
  it('doubles from a quarter of a second up to five seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 100].map((failures) => reconnectDelay(failures, 0))).toEqual([
      250, 500, 1000, 2000, 4000, 5000, 5000, 5000,
    ]);
  });

  test.prop([fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true })])(
    'stays between an eighth of a second and five seconds, whatever chance takes off',
    (failures, random) => {
      const delay = reconnectDelay(failures, random);
      expect(delay).toBeGreaterThanOrEqual(125);
      expect(delay).toBeLessThanOrEqual(5000);
    },
  );
});
