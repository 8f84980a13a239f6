import { expect, it } from 'vitest';
import { nicWords } from './link-text.ts';

it.each([
  ['up', true, 'unknown', 'good', 'Up'],
  ['up', true, 'up', 'good', 'Up'],
  ['up', true, null, 'good', 'Up'],
  ['up', true, 'down', 'warn', 'Down in the guest'],
  ['up', true, 'dormant', 'warn', 'Dormant in the guest'],
  // What the guest says does not mend a link.
  ['broken', true, 'up', 'bad', 'Broken'],
  ['up', false, 'down', 'idle', 'Unplugged'],
  [undefined, true, 'unknown', 'idle', 'Not known yet'],
] as const)('calls an interface with a link that is %s (%s), %s in the guest, %s: %s', (...row) => {
  const [status, enabled, operstate, tone, label] = row;
  expect(nicWords(status, enabled, operstate)).toEqual({ tone, label });
});
