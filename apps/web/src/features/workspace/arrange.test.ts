import {
  consoleName,
  consolesOf,
  machineId,
  type ConsoleRef,
  type WorkspaceArea,
} from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consoleKey } from '../../lib/console-key.ts';
import { keepConsoles, stack, tidy, tile, withConsoles } from './arrange.ts';
import { fromDock, toDock } from './dock-layout.ts';

const id = machineId.parse('m-aaaaaaaaaa');
const ref = (index: number): ConsoleRef => ({
  machineId: id,
  console: consoleName.parse(index < 16 ? `con${index}` : `ssl${index - 16}`),
});
const refs = (count: number): ConsoleRef[] => Array.from({ length: count }, (_, index) => ref(index));

/** Any arrangement of distinct consoles. */
const layouts = fc.integer({ min: 1, max: 20 }).chain((count) => {
  const build = (items: ConsoleRef[], depth: number): fc.Arbitrary<WorkspaceArea> => {
    const share = fc.double({ min: 0.1, max: 9, noNaN: true });
    const tabs = fc
      .tuple(share, fc.nat(items.length - 1))
      .map(([part, active]): WorkspaceArea => ({ type: 'tabs', share: part, consoles: items, active }));
    if (depth === 0 || items.length < 2) return tabs;
    const cut = fc.integer({ min: 1, max: items.length - 1 });
    const split = fc
      .tuple(share, fc.constantFrom('row' as const, 'column' as const), cut)
      .chain(([part, direction, at]) =>
        fc
          .tuple(build(items.slice(0, at), depth - 1), build(items.slice(at), depth - 1))
          .map((children): WorkspaceArea => ({ type: 'split', share: part, direction, children })),
      );
    return fc.oneof(tabs, split);
  };
  return build(refs(count), 4);
});

describe('an arrangement', () => {
  it('tiles as square as can be', () => {
    const rows = (count: number): number[] => {
      const tiled = tile(refs(count));
      if (tiled?.type !== 'split') return [1];
      return tiled.direction === 'row'
        ? [tiled.children.length]
        : tiled.children.map((row) => (row.type === 'split' ? row.children.length : 1));
    };
    expect([1, 2, 3, 4, 5, 6, 7, 9, 10].map(rows)).toEqual([
      [1],
      [2],
      [2, 1],
      [2, 2],
      [3, 2],
      [3, 3],
      [3, 2, 2],
      [3, 3, 3],
      [4, 3, 3],
    ]);
    expect(consolesOf(tile(refs(7)))).toEqual(refs(7));
    expect(tile([])).toBeNull();
  });

  it('closes what is emptied, and keeps the front tab in front', () => {
    const layout: WorkspaceArea = {
      type: 'split',
      share: 1,
      direction: 'row',
      children: [stack([ref(0)]), stack([ref(1), ref(2), ref(3)], 2)],
    };
    expect(keepConsoles(layout, ({ console }) => console !== 'con0' && console !== 'con1')).toEqual(
      stack([ref(2), ref(3)], 1),
    );
    expect(keepConsoles(layout, () => false)).toBeNull();
  });

  it('takes new consoles into its first place', () => {
    const layout = tile(refs(4));
    const more = withConsoles(layout, [ref(0), ref(2), ref(9)]);
    expect(consolesOf(more)).toEqual([ref(0), ref(9), ref(2)]);
    expect(withConsoles(null, [ref(1)])).toEqual(stack([ref(1)]));
    expect(withConsoles(layout, [])).toBeNull();
  });

  it('is the same after Dockview had it', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const tidied = tidy(layout)!;
        const back = fromDock(toDock(layout, { width: 1200, height: 800 }, consoleKey));
        expect(shapeOf(back!)).toEqual(shapeOf(tidied));
        expect(consolesOf(back).map(consoleKey)).toEqual(consolesOf(layout).map(consoleKey));
      }),
    );
  });

  it('survives an empty dock', () => {
    expect(fromDock(toDock(null, { width: 10, height: 10 }, consoleKey))).toBeNull();
  });
});

/** Shares in hundredths of their split: pixels are one way to write them. */
function shapeOf(area: WorkspaceArea): unknown {
  if (area.type === 'tabs') return [area.consoles.map(consoleKey), area.active];
  const sum = area.children.reduce((total, { share }) => total + share, 0);
  return {
    [area.direction]: area.children.map((child) => [Math.round((child.share / sum) * 100), shapeOf(child)]),
  };
}
