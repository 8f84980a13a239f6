import { memo, useMemo, type ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import type { GraphProps } from './cpu-graph.tsx';
import type { GraphValues } from './graph/graph-values.ts';
import { TimeGraph } from './graph/time-graph.tsx';
import type { Figures } from './history-entry.ts';

const VALUES: GraphValues = {
  layers: [
    { key: 'memory.anonymous', label: 'Programs', color: 'violet' },
    { key: 'memory.shared', label: 'Shared', color: 'teal' },
    { key: 'memory.kernel', label: 'Kernel', color: 'rose' },
    { key: 'memory.slab', label: 'Slab', color: 'amber' },
    { key: 'memory.other', label: 'Other', color: 'slate' },
    { key: 'memory.buffers', label: 'Buffers', color: 'sky' },
    { key: 'memory.cache', label: 'Cache', color: 'mist' },
    { key: 'memory.free', label: 'Free', color: 'free' },
  ],
  totals: [{ key: 'memory', label: 'In use', color: 'plain' }],
  format: formatBytes,
};

export interface MemoryGraphProps extends GraphProps {
  /** What the machine was given. */
  configuredBytes: number;
}

/** What the guest's memory is used for, against what it was given. */
export const MemoryGraph = memo(function MemoryGraph({
  configuredBytes,
  ...props
}: MemoryGraphProps): ReactNode {
  const ticks = useMemo(() => [0, configuredBytes / 2, configuredBytes], [configuredBytes]);
  return (
    <TimeGraph
      {...props}
      title="Memory"
      note={`of ${formatBytes(configuredBytes)} given`}
      values={VALUES}
      ticks={ticks}
      headline={headline}
    />
  );
});

function headline({ memory }: Figures): string {
  return memory === undefined ? '-' : `${formatBytes(memory)} in use`;
}
