import type { GuestCpu } from '@umlaut/contracts/model';
import { memo, useMemo, type ReactNode } from 'react';
import type { GraphProps } from './cpu-graph.tsx';
import { valueScale } from './graph/graph-ticks.ts';
import type { GraphValues } from './graph/graph-values.ts';
import { TimeGraph } from './graph/time-graph.tsx';
import { highestOf } from './highest-of.ts';
import type { Figures } from './history-entry.ts';
import { SideFigures } from './side-figures.tsx';

const VALUES: GraphValues = {
  layers: [{ key: 'load', label: 'Load', color: 'sky' }],
  totals: [],
  format: (value) => (value < 10 ? value.toFixed(1) : String(Math.round(value))),
};

export interface LoadGraphProps extends GraphProps {
  cpu: GuestCpu | undefined;
}

/** How many want the processor. */
export const LoadGraph = memo(function LoadGraph({ cpu, ...props }: LoadGraphProps): ReactNode {
  const start = (props.entries.at(-1)?.at ?? 0) - props.spanMs;
  const highest = highestOf(props.entries, ['load'], start);
  const ticks = useMemo(() => valueScale(highest, { smallest: 1, base: 10 }).ticks, [highest]);
  return (
    <TimeGraph
      {...props}
      title="Load"
      note="mean of 1 minute"
      values={VALUES}
      ticks={ticks}
      headline={headline}
    >
      <SideFigures
        figures={[
          ['5 min', cpu?.load[1].toFixed(2)],
          ['15 min', cpu?.load[2].toFixed(2)],
          ['Running', cpu?.running],
          ['Blocked', cpu?.blocked],
          ['Threads', cpu?.threads],
        ]}
      />
    </TimeGraph>
  );
});

function headline({ load }: Figures): string {
  return load === undefined ? '-' : load.toFixed(2);
}
