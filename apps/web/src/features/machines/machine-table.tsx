import type { Machine, MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown, IconArrowUp } from '../../components/icons.ts';
import { FIGURE_COLUMNS } from './machine-columns.ts';
import { MachineRow } from './machine-row.tsx';
import classes from './machine-table.module.css';
import type { MachineHeader, MachineOrder } from './use-machine-lines.ts';
import { useRowKeys } from './use-row-keys.ts';

const ROW_HEIGHT = 37;

export interface MachineTableProps {
  headers: readonly MachineHeader[];
  lines: readonly Machine[];
  onSort: (order: MachineOrder) => void;
  selectedIds: ReadonlySet<MachineId>;
  onToggle: (id: MachineId, range: boolean) => void;
  onToggleAll: () => void;
  scroller: HTMLDivElement | null;
}

/** The table of wide windows: only the rows in view exist. */
export function MachineTable(props: MachineTableProps): ReactNode {
  const { lines, scroller, selectedIds, onToggle } = props;
  // oxlint-disable-next-line react/incompatible-library -- its functions are only called, never memoised
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (index) => lines[index]?.id ?? index,
  });
  useRowKeys({ lines, scroller, virtual, onToggle });
  const rows = virtual.getVirtualItems();
  const before = rows[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (rows.at(-1)?.end ?? 0);
  const allSelected = lines.length > 0 && lines.every(({ id }) => selectedIds.has(id));
  const someSelected = lines.some(({ id }) => selectedIds.has(id));

  return (
    <table className={classes['table']} aria-rowcount={lines.length + 1} aria-label="Machines">
      <colgroup>
        {['check', 'name', 'state', 'kernel', 'image', 'memory', 'uptime', 'cpu', 'actions'].map((name) => (
          <col key={name} className={`${classes[`col-${name}`]} ${classes[name] ?? ''}`} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          <th className={classes['check']} scope="col">
            <input
              type="checkbox"
              className={classes['box']}
              aria-label="Select all that are shown"
              checked={allSelected}
              ref={(box) => {
                if (box !== null) box.indeterminate = someSelected && !allSelected;
              }}
              onChange={props.onToggleAll}
            />
          </th>
          {props.headers.map((header) => (
            <SortHeader key={header.id} header={header} onSort={props.onSort} />
          ))}
          <th scope="col">
            <span className="u-sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <Spacer height={before} />
        {rows.map(({ index, key }) => {
          const machine = lines[index];
          if (machine === undefined) return null;
          return (
            <MachineRow
              key={key}
              machine={machine}
              index={index}
              selected={selectedIds.has(machine.id)}
              onToggle={onToggle}
            />
          );
        })}
        <Spacer height={after} />
      </tbody>
    </table>
  );
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

function SortHeader({
  header,
  onSort,
}: {
  header: MachineHeader;
  onSort: MachineTableProps['onSort'];
}): ReactNode {
  const { sorted } = header;
  return (
    <th
      scope="col"
      aria-sort={sorted === false ? 'none' : ARIA_SORT[sorted]}
      className={`${classes[header.id] ?? ''} ${FIGURE_COLUMNS.includes(header.id) ? classes['figure'] : ''}`}
    >
      <button
        type="button"
        className={classes['sort']}
        data-sorted={sorted !== false}
        onClick={() => {
          onSort(header.next);
        }}
      >
        {header.label}
        <span className={classes['arrow']} aria-hidden>
          {sorted === 'desc' ? <IconArrowDown size={13} /> : <IconArrowUp size={13} />}
        </span>
      </button>
    </th>
  );
}

/** Stands for the rows out of view. */
function Spacer({ height }: { height: number }): ReactNode {
  if (height <= 0) return null;
  return <tr aria-hidden style={{ height }} />;
}
