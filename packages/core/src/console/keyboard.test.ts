import type { ViewerAccess } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FREE_KEYBOARD,
  mayType,
  stepKeyboard,
  type KeyboardEvent,
  type KeyboardState,
  type KeyboardStep,
} from './keyboard.ts';

const PRESENT = new Map<string, ViewerAccess>([
  ['anna', 'type'],
  ['ben', 'type'],
  ['guest', 'view'],
]);
const HELD: KeyboardState = { holder: 'anna', away: false };
const BENS: KeyboardState = { holder: 'ben', away: false };
const AWAY: KeyboardState = { holder: 'anna', away: true };

describe('stepKeyboard', () => {
  it.each<[string, KeyboardState, KeyboardEvent, KeyboardStep]>([
    ['is taken', FREE_KEYBOARD, { type: 'take', by: 'anna' }, { state: HELD, refused: null }],
    ['is taken from another', HELD, { type: 'take', by: 'ben' }, { state: BENS, refused: null }],
    [
      'is not for guests',
      FREE_KEYBOARD,
      { type: 'take', by: 'guest' },
      { state: FREE_KEYBOARD, refused: 'read-only' },
    ],
    ['is given', HELD, { type: 'give', by: 'anna', to: 'ben' }, { state: BENS, refused: null }],
    [
      'is given by its holder only',
      HELD,
      { type: 'give', by: 'ben', to: 'ben' },
      { state: HELD, refused: 'not-holder' },
    ],
    [
      'is not given to guests',
      HELD,
      { type: 'give', by: 'anna', to: 'guest' },
      { state: HELD, refused: 'no-such-viewer' },
    ],
    [
      'is not given to nobody',
      HELD,
      { type: 'give', by: 'anna', to: 'eve' },
      { state: HELD, refused: 'no-such-viewer' },
    ],
    ['is released', HELD, { type: 'release', by: 'anna' }, { state: FREE_KEYBOARD, refused: null }],
    [
      'is released by its holder only',
      HELD,
      { type: 'release', by: 'ben' },
      { state: HELD, refused: 'not-holder' },
    ],
    ['is kept for who is gone', HELD, { type: 'left', by: 'anna' }, { state: AWAY, refused: null }],
    ['stays when another goes', HELD, { type: 'left', by: 'ben' }, { state: HELD, refused: null }],
    ['is there for who comes back', AWAY, { type: 'came', by: 'anna' }, { state: HELD, refused: null }],
    ['is not kept for ever', AWAY, { type: 'waited' }, { state: FREE_KEYBOARD, refused: null }],
    ['is not lost by an old wait', HELD, { type: 'waited' }, { state: HELD, refused: null }],
  ])('%s', (_name, state, event, step) => {
    expect(stepKeyboard(state, event, PRESENT)).toEqual(step);
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
      fc.property(fc.array(fc.tuple(happening, access), { minLength: 30, maxLength: 80 }), (happenings) => {
        const present = new Map<string, ViewerAccess>();
        let state = FREE_KEYBOARD;
        for (const [event, granted] of happenings) {
          if (event.type === 'came') present.set(event.by, granted);
          else if (event.type === 'left') present.delete(event.by);
          else if (event.type !== 'waited' && !present.has(event.by)) continue;
          const step = stepKeyboard(state, event, present);
          expect(step.refused === null || step.state === state).toBe(true);
          ({ state } = step);
          // Whoever has it is there and may type, or is gone for the moment.
          const { holder, away } = state;
          const allowed = [...present.keys()].filter((who) => present.get(who) === 'type');
          expect(holder === null ? away : away !== allowed.includes(holder)).toBe(holder !== null);
          const typists = [...present.keys()].filter((who) =>
            mayType(state, who, present.get(who) ?? 'view'),
          );
          expect(typists).toEqual(holder === null ? allowed : away ? [] : [holder]);
        }
      }),
    );
  });
});
