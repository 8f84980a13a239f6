import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatVlans, parseVlans } from './vlan-list.ts';

describe('parseVlans', () => {
  it('reads numbers and ranges', () => {
    expect(parseVlans('20, 1-3,2')).toEqual([1, 2, 3, 20]);
    expect(parseVlans(' ')).toBeNull();
  });

  it('refuses what is no VLAN', () => {
    const texts = ['0', '4095', '3-1', 'x', '1,', '1-'];
    expect(texts.map(parseVlans)).toEqual(texts.map(() => undefined));
  });

  test.prop([fc.uniqueArray(fc.integer({ min: 1, max: 4094 }), { minLength: 1 })])(
    'reads what formatVlans writes',
    (vlans) => {
      expect(parseVlans(formatVlans(vlans))).toEqual(vlans.toSorted((a, b) => a - b));
    },
  );
});
