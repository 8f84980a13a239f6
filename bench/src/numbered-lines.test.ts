import { DEFAULT_TAIL_BYTES } from '@umlaut/contracts/ws';
import { expect, test } from 'vitest';
import { FIRST_LINE, LAST_LINE, NUMBERED_LINES, numberedLines } from './numbered-lines.ts';

test('all lines are different, as long as each other, and fit into one replay', () => {
  const lines = numberedLines().trimEnd().split('\r\n');
  expect(new Set(lines).size).toBe(NUMBERED_LINES);
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect([lines[0], lines.at(-1)]).toEqual([FIRST_LINE, LAST_LINE]);
  expect(numberedLines().length).toBeLessThan(DEFAULT_TAIL_BYTES);
});
