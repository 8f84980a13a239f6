import { expect, it } from 'vitest';
import { nicWords } from './link-text.ts';

const ON = { isRunning: true, carrier: true };

it.each([
  ['up', true, { ...ON, operstate: 'unknown' }, 'good', 'Up'],
  ['up', true, { ...ON, operstate: 'up' }, 'good', 'Up'],
  ['up', true, { ...ON, operstate: null, carrier: null }, 'good', 'Up'],
  ['up', true, { ...ON, operstate: 'down', carrier: null }, 'warn', 'Down in the guest'],
  ['up', true, { ...ON, operstate: 'dormant' }, 'warn', 'Dormant in the guest'],
  ['up', true, { ...ON, operstate: 'up', carrier: false }, 'warn', 'No carrier in the guest'],
  ['up', true, { isRunning: false, operstate: null, carrier: null }, 'idle', 'The machine is off'],
  // What the guest says does not mend a link.
  ['broken', true, { ...ON, operstate: 'up' }, 'bad', 'Broken'],
  ['starting', true, { ...ON, operstate: 'unknown' }, 'busy', 'Being plugged in'],
  ['up', false, { ...ON, operstate: 'down' }, 'idle', 'Unplugged'],
  [undefined, true, { ...ON, operstate: 'unknown' }, 'idle', 'Not known yet'],
] as const)('calls an interface with a link that is %s (%s), with a guest of %o, %s: %s', (...row) => {
  const [status, enabled, guest, tone, label] = row;
  expect(nicWords(status, enabled, guest)).toEqual({ tone, label });
});
