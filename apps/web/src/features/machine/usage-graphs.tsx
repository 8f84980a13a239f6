import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes, formatMiB } from '../../components/format-bytes.ts';
import { graphCeiling } from './graph-path.ts';
import classes from './machine.module.css';
import { UsageGraph } from './usage-graph.tsx';
import { useStatsHistory } from './use-stats-history.ts';

const MIB = 1024 * 1024;

/** What a running machine costs its host: processor and memory, live. */
export function UsageGraphs({ machine }: { machine: Machine }): ReactNode {
  const history = useStatsHistory(machine.id);
  const latest = history.at(-1);
  if (machine.state.phase === 'stopped') {
    return <p className={classes['dim']}>The machine is stopped and uses neither processor nor memory.</p>;
  }
  const cpu = history.map(({ cpuPercent }) => cpuPercent);
  const cpuCeiling = graphCeiling(Math.max(0, ...cpu), 100);
  return (
    <div className={classes['graphs']}>
      <UsageGraph
        title="CPU, of one core"
        now={latest === undefined ? '…' : `${latest.cpuPercent.toFixed(1)} %`}
        samples={cpu}
        ceiling={cpuCeiling}
        ceilingText={`${cpuCeiling} %`}
      />
      <UsageGraph
        title="Memory on the host"
        now={latest === undefined ? '…' : formatBytes(latest.memoryBytes)}
        samples={history.map(({ memoryBytes }) => memoryBytes)}
        ceiling={machine.memoryMiB * MIB}
        ceilingText={formatMiB(machine.memoryMiB)}
      />
    </div>
  );
}
