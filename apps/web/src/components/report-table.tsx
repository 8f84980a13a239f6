import { TextInput } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { IconSearch } from './icons.ts';
import classes from './kernel-report.module.css';

/** From here on one searches rather than reads. */
const FILTER_FROM = 16;
const NUMBER = /^-?[\d.,]+( ?[kKMGT]i?B| %)?$/;

export interface ReportTableProps {
  /** Names the table for screen readers. */
  label: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A table of words and figures as the kernel gave them; scrolls in itself, and filters when it is long. */
export function ReportTable({ label, columns, rows }: ReportTableProps): ReactNode {
  const [filter, setFilter] = useState('');
  const shown = useMemo(() => matching(rows, filter), [rows, filter]);
  const filled = useMemo(
    () => columns.map((_, column) => rows.some((row) => (row[column] ?? '') !== '')),
    [columns, rows],
  );
  const numeric = useMemo(
    () => columns.map((_, column) => column > 0 && isNumeric(rows, column)),
    [columns, rows],
  );
  const visible = columns.map((_, column) => column).filter((column) => filled[column] === true);
  return (
    <div className={classes['stack']}>
      {rows.length < FILTER_FROM ? null : (
        <ReportFilter value={filter} onChange={setFilter} shown={shown.length} total={rows.length} />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus */}
      <section className={classes['scroll']} tabIndex={0} aria-label={label}>
        <table className={classes['table']}>
          <thead>
            <tr>
              {visible.map((column) => (
                <th key={column} scope="col" data-numeric={numeric[column]}>
                  {columns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- rows may be alike, and never move
              <tr key={index}>
                {visible.map((column) => (
                  <td key={column} data-numeric={numeric[column]}>
                    {row[column] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

export interface ReportFilterProps {
  value: string;
  onChange: (value: string) => void;
  shown: number;
  total: number;
}

/** Filters the rows of a long report. */
export function ReportFilter({ value, onChange, shown, total }: ReportFilterProps): ReactNode {
  return (
    <div className={classes['filter']}>
      <TextInput
        size="xs"
        type="search"
        placeholder="Filter"
        aria-label="Filter the rows"
        leftSection={<IconSearch size={13} aria-hidden />}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
      <output className={classes['count']}>
        {value === '' ? `${total} rows` : `${shown} of ${total} rows`}
      </output>
    </div>
  );
}

function matching(rows: ReportTableProps['rows'], filter: string): ReportTableProps['rows'] {
  const wanted = filter.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter((row) => row.some((cell) => cell.toLowerCase().includes(wanted)));
}

function isNumeric(rows: ReportTableProps['rows'], column: number): boolean {
  return rows.every((row) => row[column] === undefined || row[column] === '' || NUMBER.test(row[column]));
}
