import { describe, expect, it } from 'vitest';
import { machineFixture } from '../../live/live.fixture.ts';
import { NOTHING, toggleAll, toggleLine } from './selection.ts';

const order = [1, 2, 3, 4, 5].map((index) => machineFixture(index).id);
const [first, second, third, fourth, fifth] = order as [
  (typeof order)[0],
  (typeof order)[0],
  (typeof order)[0],
  (typeof order)[0],
  (typeof order)[0],
];

describe('toggleLine', () => {
  it('switches one line on and off', () => {
    const on = toggleLine(NOTHING, second, { range: false, order });
    expect([...on.ids]).toEqual([second]);
    expect(toggleLine(on, second, { range: false, order }).ids.size).toBe(0);
  });

  it('selects everything between the last line and a shift-click, in either direction', () => {
    const down = toggleLine(toggleLine(NOTHING, second, { range: false, order }), fourth, {
      range: true,
      order,
    });
    expect([...down.ids]).toEqual([second, third, fourth]);
    const up = toggleLine(toggleLine(NOTHING, fourth, { range: false, order }), second, {
      range: true,
      order,
    });
    expect(up.ids).toEqual(new Set([second, third, fourth]));
  });

  it('takes a range away when its end was selected', () => {
    const all = toggleAll(NOTHING, order);
    const anchored = toggleLine(all, first, { range: false, order });
    const left = toggleLine(anchored, third, { range: true, order });
    expect(left.ids).toEqual(new Set([fourth, fifth]));
  });

  it('touches the line alone when the anchor is no longer shown', () => {
    const anchored = toggleLine(NOTHING, first, { range: false, order });
    const rest = order.slice(2);
    expect(toggleLine(anchored, fifth, { range: true, order: rest }).ids).toEqual(new Set([first, fifth]));
  });
});

describe('toggleAll', () => {
  it('selects what is shown, then nothing', () => {
    const all = toggleAll(NOTHING, order);
    expect(all.ids.size).toBe(5);
    expect(toggleAll(all, order)).toBe(NOTHING);
  });

  it('selects nothing of an empty list', () => {
    expect(toggleAll(NOTHING, []).ids.size).toBe(0);
  });
});
