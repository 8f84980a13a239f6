import { useTable } from '@tanstack/react-table';
import type { Machine } from '@umlaut/contracts/model';
import { useMemo } from 'react';
import type { MachineSort } from '../../lib/machines-search.ts';
import { useStats } from '../../live/stats-store.ts';
import { MACHINE_COLUMNS, machineTableFeatures, type MachineLine } from './machine-columns.ts';

export interface MachineOrder {
  sort: MachineSort;
  desc: boolean;
}

export interface MachineHeader {
  id: string;
  label: string;
  sorted: false | 'asc' | 'desc';
  /** What a click makes of the order. */
  next: MachineOrder;
}

/** The machines in order, and the headings that change it. */
export function useMachineLines(
  machines: readonly Machine[],
  order: MachineOrder,
): { headers: readonly MachineHeader[]; lines: readonly Machine[] } {
  // Sorted by CPU, the table follows every sample; otherwise samples touch single cells only.
  const stats = useStats((store) => (order.sort === 'cpu' ? store.byMachine : null));
  const data = useMemo<MachineLine[]>(
    () => machines.map((machine) => ({ machine, cpuPercent: stats?.get(machine.id)?.cpuPercent })),
    [machines, stats],
  );
  const sorting = useMemo(() => [{ id: order.sort, desc: order.desc }], [order.sort, order.desc]);
  const table = useTable({
    features: machineTableFeatures,
    columns: MACHINE_COLUMNS,
    data,
    getRowId: ({ machine }) => machine.id,
    state: { sorting },
  });
  const headers = table.getAllLeafColumns().map((column): MachineHeader => ({
    id: column.id,
    label: String(column.columnDef.header),
    sorted: column.getIsSorted(),
    next: {
      sort: column.id as MachineSort,
      desc: column.getIsSorted() === false ? column.columnDef.sortDescFirst === true : !order.desc,
    },
  }));
  return { headers, lines: table.getRowModel().rows.map((row) => row.original.machine) };
}
