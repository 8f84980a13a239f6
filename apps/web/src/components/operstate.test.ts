import { expect, it } from 'vitest';
import { operstateWords } from './operstate.ts';

it.each([
  ['up', 'good', 'up'],
  ['unknown', 'idle', 'on'],
  ['down', 'warn', 'down'],
  ['dormant', 'warn', 'dormant'],
])('calls an interface that is %s %s: %s', (operstate, tone, label) => {
  expect(operstateWords(operstate)).toEqual({ tone, label });
});
