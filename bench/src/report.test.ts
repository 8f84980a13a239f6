import { describe, expect, it } from 'vitest';
import { toJsonLines, toTable, type Row } from './report.ts';

const row = (name: string, value = 1): Row => ({
  name,
  value,
  unit: 'ms',
  baseline: 2,
  baselineName: 'bare',
  ratio: 2 / value,
});

describe('toJsonLines', () => {
  it('has one object a line, headline first, in four digits', () => {
    const lines = toJsonLines([row('boot: ours'), row('boot', 1.23456789)], 'boot').split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { name: 'boot', value: 1.235, unit: 'ms', baseline: 2, baselineName: 'bare', ratio: 1.62 },
      { name: 'boot: ours', value: 1, unit: 'ms', baseline: 2, baselineName: 'bare', ratio: 2 },
    ]);
  });

  it.each([[[]], [[row('boot'), row('boot')]]])('refuses a report without exactly one headline', (rows) => {
    expect(() => toJsonLines(rows, 'boot')).toThrow('instead of one');
  });
});

describe('toTable', () => {
  it('lines the columns up', () => {
    const lines = toTable([row('boot', 1234), row('boot: ours')], 'boot').split('\n');
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });
});
