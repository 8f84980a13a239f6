import type { ViewerAccess } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FREE_KEYBOARD, mayType, stepKeyboard, type KeyboardEvent, type KeyboardState } from './keyboard.ts';

const PRESENT = new Map<string, ViewerAccess>([
  ['anna', 'type'],
  ['ben', 'type'],
  ['guest', 'view'],
]);
const HELD: KeyboardState = { holder: 'anna', away: false };
const AWAY: KeyboardState = { holder: 'anna', away: true };

describe('stepKeyboard', () => {
  it.each<[string, KeyboardState, KeyboardEvent, KeyboardState, string | null]>([
    ['is taken', FREE_KEYBOARD, { type: 'take', by: 'anna' }, HELD, null],
    ['is taken from another', HELD, { type: 'take', by: 'ben' }, { holder: 'ben', away: false }, null],
    ['is not for guests', FREE_KEYBOARD, { type: 'take', by: 'guest' }, FREE_KEYBOARD, 'read-only'],
    ['is given', HELD, { type: 'give', by: 'anna', to: 'ben' }, { holder: 'ben', away: false }, null],
    ['is given by its holder only', HELD, { type: 'give', by: 'ben', to: 'ben' }, HELD, 'not-holder'],
    ['is not given to guests', HELD, { type: 'give', by: 'anna', to: 'guest' }, HELD, 'no-such-viewer'],
    ['is not given to nobody', HELD, { type: 'give', by: 'anna', to: 'eve' }, HELD, 'no-such-viewer'],
    ['is released', HELD, { type: 'release', by: 'anna' }, FREE_KEYBOARD, null],
    ['is released by its holder only', HELD, { type: 'release', by: 'ben' }, HELD, 'not-holder'],
    ['is kept for who is gone', HELD, { type: 'left', by: 'anna' }, AWAY, null],
    ['stays when another goes', HELD, { type: 'left', by: 'ben' }, HELD, null],
    ['is there for who comes back', AWAY, { type: 'came', by: 'anna' }, HELD, null],
    ['is not kept for ever', AWAY, { type: 'waited' }, FREE_KEYBOARD, null],
    ['is not lost by an old wait', HELD, { type: 'waited' }, HELD, null],
  ])('%s', (_name, state, event, next, refused) => {
    expect(stepKeyboard(state, event, PRESENT)).toEqual({ state: next, refused });
  });

  it('is in one hand that may have it, whatever happens', () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const happening = fc.oneof(
      fc.record({ type: fc.constantFrom('take', 'release', 'came', 'left'), by: id }),
      fc.record({ type: fc.constant('give'), by: id, to: id }),
      fc.constant({ type: 'waited' }),
    ) as fc.Arbitrary<KeyboardEvent>;
    const access = fc.constantFrom<ViewerAccess>('view', 'type');
    fc.assert(
      fc.property(fc.array(fc.tuple(happening, access)), (happenings) => {
        const present = new Map<string, ViewerAccess>();
        let state = FREE_KEYBOARD;
        for (const [event, allowed] of happenings) {
          if (event.type === 'came') present.set(event.by, allowed);
          else if (event.type === 'left') present.delete(event.by);
          else if (event.type !== 'waited' && !present.has(event.by)) continue;
          const step = stepKeyboard(state, event, present);
          if (step.refused !== null) expect(step.state).toBe(state);
          ({ state } = step);
          // Whoever has it is there and may type, or is gone for the moment.
          if (state.holder === null) expect(state.away).toBe(false);
          else expect(present.get(state.holder)).toBe(state.away ? undefined : 'type');
          const typists = [...present].filter(([who, may]) => mayType(state, who, may));
          if (state.holder === null) expect(typists.every(([, may]) => may === 'type')).toBe(true);
          else expect(typists.map(([who]) => who)).toEqual(state.away ? [] : [state.holder]);
        }
      }),
    );
  });
});
