import { describe, expect, it } from 'vitest';
import { keyboardView, stillRefused, type Refusal, type Viewers } from './keyboard-state.ts';

const ANNA = { id: 'v-a', name: 'Anna', access: 'type' } as const;
const BEN = { id: 'v-b', name: 'Ben', access: 'type' } as const;
const REFUSAL: Refusal = { type: 'refused', what: 'input', reason: 'held', holder: 'Ben' };

function viewers(holder: typeof ANNA | typeof BEN | null, access: 'type' | 'view' = 'type'): Viewers {
  return {
    type: 'viewers',
    you: ANNA.id,
    holder: holder === null ? null : { id: holder.id, name: holder.name, away: false },
    list: [{ ...ANNA, access }, BEN],
    count: 2,
  };
}

describe('keyboardView', () => {
  it.each([
    ['before anything is told', null, { mayType: true, isMine: false, readOnly: false }],
    ['that nobody has', viewers(null), { mayType: true, isMine: false }],
    ['that I have', viewers(ANNA), { mayType: true, isMine: true }],
    ['that another has', viewers(BEN), { mayType: false, isMine: false }],
    ['that I only look at', viewers(null, 'view'), { mayType: false, readOnly: true }],
  ])('knows a keyboard %s', (_name, told, view) => expect(keyboardView(told)).toMatchObject(view));
});

describe('stillRefused', () => {
  it('ends when one may type, and when another has the say', () => {
    expect(stillRefused(REFUSAL, viewers(BEN), viewers(BEN))).toBe(true);
    expect(stillRefused(REFUSAL, viewers(BEN), viewers(null))).toBe(false);
    expect(stillRefused(REFUSAL, viewers(BEN), viewers(ANNA))).toBe(false);
    expect(stillRefused(REFUSAL, null, viewers(BEN))).toBe(false);
    expect(stillRefused(REFUSAL, viewers(ANNA), viewers(ANNA))).toBe(false);
    expect(stillRefused({ ...REFUSAL, what: 'keyboard' }, viewers(ANNA), viewers(ANNA))).toBe(true);
    expect(stillRefused(null, viewers(BEN), viewers(BEN))).toBe(false);
  });
});
