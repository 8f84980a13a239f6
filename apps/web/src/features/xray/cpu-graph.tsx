import { memo, type ReactNode } from 'react';
import { formatPercent } from './format-figure.ts';
import type { GraphValues } from './graph/graph-values.ts';
import { TimeGraph } from './graph/time-graph.tsx';
import type { Figures, HistoryEntry } from './history-entry.ts';

const VALUES: GraphValues = {
  layers: [
    { key: 'cpu.user', label: 'User', color: 'violet' },
    { key: 'cpu.system', label: 'Kernel', color: 'rose' },
    { key: 'cpu.wait', label: 'Disk wait', color: 'amber' },
    { key: 'cpu.interrupt', label: 'Interrupts', color: 'teal' },
    { key: 'cpu.nice', label: 'Nice', color: 'sky' },
  ],
  totals: [{ key: 'cpu', label: 'In all', color: 'plain' }],
  format: formatPercent,
};
const TICKS = [0, 50, 100];

/** What the guest's processor does. */
export const CpuGraph = memo(function CpuGraph(props: GraphProps): ReactNode {
  return (
    <TimeGraph
      {...props}
      title="CPU"
      note="of the guest’s"
      values={VALUES}
      ticks={TICKS}
      headline={headline}
    />
  );
});

/** What every graph of the tab gets. */
export interface GraphProps {
  entries: readonly HistoryEntry[];
  spanMs: number;
}

function headline({ cpu }: Figures): string {
  return cpu === undefined ? '-' : formatPercent(cpu);
}
