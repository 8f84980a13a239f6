import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { Machine } from '@umlaut/contracts/model';
import { compareNames } from '../../lib/compare-names.ts';
import { machineStatus } from '../../components/machine-status.ts';
import type { MachineSort } from '../../lib/machines-search.ts';

export interface MachineLine {
  machine: Machine;
  /** Only set while the table is sorted by it: otherwise each cell listens for its own. */
  cpuPercent: number | undefined;
}

export const machineTableFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

const helper = createColumnHelper<typeof machineTableFeatures, MachineLine>();

type Compare = (a: MachineLine, b: MachineLine) => number;

/** Equal lines stay in the order of their names, so that nothing jumps about. */
function by(compare: Compare) {
  return (a: { original: MachineLine }, b: { original: MachineLine }): number =>
    compare(a.original, b.original) || byName(a.original, b.original);
}

const byName: Compare = (a, b) => compareNames(a.machine.name, b.machine.name);
const text =
  (read: (machine: Machine) => string): Compare =>
  (a, b) =>
    compareNames(read(a.machine), read(b.machine));
const number =
  (read: (line: MachineLine) => number): Compare =>
  (a, b) =>
    read(a) - read(b);

const TONE_ORDER = { good: 0, busy: 1, warn: 2, bad: 3, idle: 4 } as const;

/** Milliseconds since the machine was started; -1 when it does not run. */
function runningFor({ machine: { state } }: MachineLine): number {
  return state.phase === 'stopped' ? -1 : Date.now() - Date.parse(state.since);
}

const COMPARE: Readonly<Record<MachineSort, Compare>> = {
  name: byName,
  state: number(({ machine }) => TONE_ORDER[machineStatus(machine.state).tone]),
  kernel: text((machine) => machine.kernelVersion ?? machine.kernelId),
  image: text((machine) => machine.imageLabel ?? machine.imageId),
  memory: number(({ machine }) => machine.memoryMiB),
  uptime: number(runningFor),
  cpu: number(({ cpuPercent }) => cpuPercent ?? -1),
  created: number(({ machine }) => Date.parse(machine.createdAt)),
};

function column(id: MachineSort, header: string, descFirst = false) {
  return helper.accessor(({ machine }) => machine.id, {
    id,
    header,
    sortFn: by(COMPARE[id]),
    sortDescFirst: descFirst,
  });
}

export const MACHINE_COLUMNS = helper.columns([
  column('name', 'Name'),
  column('state', 'State'),
  column('kernel', 'Kernel'),
  column('image', 'Image'),
  column('memory', 'Memory', true),
  column('uptime', 'Uptime', true),
  column('cpu', 'CPU', true),
]);

/** Columns of figures, which line up at their end. */
export const FIGURE_COLUMNS: readonly string[] = ['memory', 'uptime'];
