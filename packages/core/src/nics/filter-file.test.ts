import { expect, it } from 'vitest';
import { MAX_FILTER_BYTES, filterProblem } from './filter-file.ts';

/** ldh [12]; jeq #0x806 jt 0 jf 1; ret #262144; ret #0: ARP only. */
const ARP_ONLY = Buffer.from(
  '28000000' + '0c000000' + '15000001' + '06080000' + '06000000' + '00000400' + '06000000' + '00000000',
  'hex',
);

it('is a program that ends with a return', () => {
  expect(filterProblem(ARP_ONLY)).toBeNull();
  expect(filterProblem(ARP_ONLY.subarray(24))).toBeNull();
});

it('says what is wrong with anything else', () => {
  expect(filterProblem(Buffer.alloc(0))).toBe('is empty');
  expect(filterProblem(ARP_ONLY.subarray(1))).toMatch(/^has 31 bytes/);
  expect(filterProblem(ARP_ONLY.subarray(0, 16))).toMatch(/does not end with a return/);
  expect(filterProblem(Buffer.from('4 instructions in words: (000) ldh [12]'.padEnd(40)))).toMatch(/return/);
  expect(filterProblem(Buffer.alloc(MAX_FILTER_BYTES + 8, 6))).toMatch(/longer than 4096/);
});
