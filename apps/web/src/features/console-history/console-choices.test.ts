import { consoleName, type ConsoleName } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { fitInStrip, groupConsoles } from './console-choices.ts';

const names = (...list: string[]): ConsoleName[] => list.map((name) => consoleName.parse(name));
const [con0, con1, con2, ssl0] = names('con0', 'con1', 'con2', 'ssl0') as [
  ConsoleName,
  ConsoleName,
  ConsoleName,
  ConsoleName,
];
const ALL = [con0, con1, con2, ssl0];

describe('the consoles to choose from', () => {
  it('are grouped by whether something is kept of them, in the order of the tabs', () => {
    const kept = [
      { console: ssl0, bytes: 1 },
      { console: con2, bytes: 0 },
      { console: con0, bytes: 5_000 },
    ];
    expect(groupConsoles(ALL, kept)).toEqual([
      {
        group: 'With output',
        items: [
          { value: 'con0', label: 'Kernel (con0)' },
          { value: 'ssl0', label: 'ssl0' },
        ],
      },
      {
        group: 'Nothing kept',
        items: [
          { value: 'con1', label: 'Login (con1)' },
          { value: 'con2', label: 'con2' },
        ],
      },
    ]);
  });

  it('stand in one list while that is not known, and an empty group is left out', () => {
    expect(groupConsoles([con0, ssl0], undefined)).toEqual([
      { value: 'con0', label: 'Kernel (con0)' },
      { value: 'ssl0', label: 'ssl0' },
    ]);
    expect(groupConsoles([con2], [])).toMatchObject([{ group: 'Nothing kept' }]);
  });

  it('are a strip as long as they are few', () => {
    expect(fitInStrip(ALL)).toBe(true);
    expect(fitInStrip(names(...Array.from({ length: 7 }, (_, n) => `con${n}`)))).toBe(false);
  });
});
