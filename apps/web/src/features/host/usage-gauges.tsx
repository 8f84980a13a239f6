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
        detail={`of ${formatBytes(usage.memoryTotalBytes)}; machines may grow to ${formatBytes(committed)}`}
      />
      <SpaceGauge label="Disk" total={usage.homeTotalBytes} free={usage.homeFreeBytes} holds="" />
      <SpaceGauge
        label="/dev/shm"
        total={usage.shmTotalBytes}
        free={usage.shmFreeBytes}
        holds=", for the memory of machines"
      />
    </div>
  );
}

interface SpaceGaugeProps {
  label: string;
  total: number;
  free: number;
  holds: string;
}

function SpaceGauge({ label, total, free, holds }: SpaceGaugeProps): ReactNode {
  return (
    <Gauge
      label={label}
      value={formatBytes(total - free)}
      share={total === 0 ? 0 : (total - free) / total}
      detail={`${formatBytes(free)} free of ${formatBytes(total)}${holds}`}
    />
  );
}
