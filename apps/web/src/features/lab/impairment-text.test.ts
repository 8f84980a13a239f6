import { NO_IMPAIRMENT } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { impairmentText } from './impairment-text.ts';

it('says in short what a link does to frames', () => {
  expect(impairmentText(NO_IMPAIRMENT)).toBe('');
  const values = { ...NO_IMPAIRMENT, delayMs: 40, jitterMs: 5, lossPercent: 2, rateKbit: 2000 };
  expect(impairmentText(values)).toBe('40 ms ± 5, 2 % lost, 2 Mbit/s');
});
