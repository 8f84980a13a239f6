import { useQuery } from '@tanstack/react-query';
import type { Host, HostUsage } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { machinesQuery } from '../../live/live-queries.ts';
import { Gauge } from './gauge.tsx';
import classes from './host.module.css';

const MIB = 1024 * 1024;

/** CPU, memory, disk and /dev/shm as they are now. */
export function UsageGauges({ host, usage }: { host: Host; usage: HostUsage }): ReactNode {
  const { data: committed = host.committedMemoryBytes } = useQuery({
    ...machinesQuery,
    select: (list) =>
      list.items.reduce(
        (sum, { state, memoryMiB }) => sum + (state.phase === 'stopped' ? 0 : memoryMiB * MIB),
        0,
      ),
  });
  const memoryUsed = usage.memoryTotalBytes - usage.memoryAvailableBytes;
  return (
    <div className={classes['gauges']}>
      <Gauge
        label="CPU"
        value={`${usage.cpuPercent.toFixed(0)} %`}
        share={usage.cpuPercent / 100}
        detail={`${host.cores} cores, load ${usage.load1.toFixed(2)}`}
      />
      <Gauge
        label="Memory"
        value={formatBytes(memoryUsed)}
        share={memoryUsed / usage.memoryTotalBytes}
        detail={`of ${formatBytes(usage.memoryTotalBytes)}; ${growth(committed)}`}
      />
      <SpaceGauge label="Disk" total={usage.homeTotalBytes} free={usage.homeFreeBytes} />
      <SpaceGauge label="/dev/shm" total={usage.shmTotalBytes} free={usage.shmFreeBytes} />
    </div>
  );
}

function growth(committedBytes: number): string {
  return committedBytes === 0 ? 'no machine runs' : `machines may grow to ${formatBytes(committedBytes)}`;
}

interface SpaceGaugeProps {
  label: string;
  total: number;
  free: number;
}

function SpaceGauge({ label, total, free }: SpaceGaugeProps): ReactNode {
  return (
    <Gauge
      label={label}
      value={formatBytes(total - free)}
      share={total === 0 ? 0 : (total - free) / total}
      detail={`${formatBytes(free)} free of ${formatBytes(total)}`}
    />
  );
}
