import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../history-entry.ts';
import { stackBands, type GraphLayer } from './stack-bands.ts';

const total: GraphLayer = { key: 'all', label: 'All', color: 'plain' };
const a: GraphLayer = { key: 'a', label: 'A', color: 'sky' };
const b: GraphLayer = { key: 'b', label: 'B', color: 'rose' };
const down: GraphLayer = { key: 'd', label: 'D', color: 'teal', side: 'down' };

const entry = (second: number, figures: HistoryEntry['figures'], stepMs = 1000): HistoryEntry => ({
  at: second * 1000,
  stepMs,
  figures,
});

function runsOf(entries: readonly HistoryEntry[], layers = [a, b], totals = [total]): unknown {
  return Object.fromEntries(
    stackBands(entries, { layers, totals }).map(({ layer, runs }) => [
      layer.key,
      runs.map((run) => run.map(({ at, from, to }) => [at / 1000, from, to])),
    ]),
  );
}

describe('stackBands', () => {
  it('puts layers upon each other', () => {
    expect(runsOf([entry(0, { a: 1, b: 2 }), entry(1, { a: 3, b: 4 })])).toEqual({
      all: [],
      a: [
        [
          [0, 0, 1],
          [1, 0, 3],
        ],
      ],
      b: [
        [
          [0, 1, 3],
          [1, 3, 7],
        ],
      ],
    });
  });

  it('shows the total where its parts are not known, up to the first moment at which they are', () => {
    const entries = [
      entry(0, { all: 5 }, 15_000),
      entry(15, { all: 6 }, 15_000),
      entry(30, { all: 4, a: 1, b: 2 }),
      entry(31, { all: 4, a: 1, b: 3 }),
    ];
    expect(runsOf(entries)).toEqual({
      all: [
        [
          [0, 0, 5],
          [15, 0, 6],
          [30, 0, 4],
        ],
      ],
      a: [
        [
          [30, 0, 1],
          [31, 0, 1],
        ],
      ],
      b: [
        [
          [30, 1, 3],
          [31, 1, 4],
        ],
      ],
    });
  });

  it('begins anew after a gap, and goes down where it should', () => {
    expect(runsOf([entry(0, { d: 1 }), entry(1, { d: 2 }), entry(60, { d: 3 })], [down], [])).toEqual({
      d: [
        [
          [0, -0, -1],
          [1, -0, -2],
        ],
        [[60, -0, -3]],
      ],
    });
  });

  it('takes a layer that is missing among others for nothing', () => {
    expect(runsOf([entry(0, { a: 1 }), entry(1, { a: 1, b: 1 })], [a, b], [])).toMatchObject({
      b: [
        [
          [0, 1, 1],
          [1, 1, 2],
        ],
      ],
    });
  });
});
