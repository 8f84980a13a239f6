/** One figure beside the one that it is compared with. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  readonly baselineName: string;
  /** How many times better than the baseline; above 1 we are ahead. */
  readonly ratio: number;
}

/** One JSON object per line, headline first. Pure. */
export function toJsonLines(rows: readonly Row[], headline: string): string {
  return inOrder(rows, headline)
    .map((row) =>
      JSON.stringify({
        name: row.name,
        value: round(row.value),
        unit: row.unit,
        baseline: round(row.baseline),
        baselineName: row.baselineName,
        ratio: round(row.ratio),
      }),
    )
    .join('\n');
}

/** The same for a person, in columns. Pure. */
export function toTable(rows: readonly Row[], headline: string): string {
  const cells = [
    ['', 'value', '', 'baseline', '', 'ratio'],
    ...inOrder(rows, headline).map((row) => [
      row.name,
      String(round(row.value)),
      row.unit,
      String(round(row.baseline)),
      row.baselineName,
      `${round(row.ratio)}x`,
    ]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const isNumber = (column: number): boolean => [1, 3, 5].includes(column);
  return cells
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths?.[column] ?? 0;
          return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @throws Error unless exactly one row is the headline: a program that reads the figures relies on it. */
function inOrder(rows: readonly Row[], headline: string): Row[] {
  const first = rows.filter((row) => row.name === headline);
  if (first.length !== 1) throw new Error(`${first.length} rows are called "${headline}" instead of one`);
  return [...first, ...rows.filter((row) => row.name !== headline)];
}

/** Four significant digits: more would claim more than was measured. */
function round(value: number): number {
  return Number(value.toPrecision(4));
}
