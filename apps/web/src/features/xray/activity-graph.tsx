import { memo, useMemo, type ReactNode } from 'react';
import type { GraphProps } from './cpu-graph.tsx';
import { formatRate } from './format-figure.ts';
import { pairScale } from './graph/graph-ticks.ts';
import type { GraphValues } from './graph/graph-values.ts';
import { TimeGraph } from './graph/time-graph.tsx';
import { highestOf } from './highest-of.ts';
import type { Figures } from './history-entry.ts';
import { SideFigures } from './side-figures.tsx';

const VALUES: GraphValues = {
  layers: [
    { key: 'switches', label: 'Switches', color: 'green', side: 'up' },
    { key: 'interrupts', label: 'Interrupts', color: 'amber', side: 'down' },
  ],
  totals: [],
  format: formatRate,
};

export interface ActivityGraphProps extends GraphProps {
  forksPerSecond: number | null;
}

/** How often the kernel changes from one program to another, and how often it is interrupted. */
export const ActivityGraph = memo(function ActivityGraph({
  forksPerSecond,
  ...props
}: ActivityGraphProps): ReactNode {
  const start = (props.entries.at(-1)?.at ?? 0) - props.spanMs;
  const highest = highestOf(props.entries, ['switches'], start);
  const lowest = highestOf(props.entries, ['interrupts'], start);
  const ticks = useMemo(() => pairScale(highest, lowest, { smallest: 100, base: 10 }), [highest, lowest]);
  return (
    <TimeGraph {...props} title="Kernel" note="per second" values={VALUES} ticks={ticks} headline={headline}>
      <SideFigures figures={[['Forks', forksPerSecond === null ? undefined : formatRate(forksPerSecond)]]} />
    </TimeGraph>
  );
});

function headline({ switches }: Figures): string {
  return switches === undefined ? '-' : `${formatRate(switches)} switches`;
}
