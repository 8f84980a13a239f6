import type { MachineFootprint } from '@umlaut/contracts/model';
import { memo, type ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { Fact, FactList } from './fact-list.tsx';
import tableClasses from './figure-table.module.css';
import { formatCount, formatPercent } from './format-figure.ts';
import { UsageBar } from './usage-bar.tsx';

/** What the same machine costs its host. */
export const HostSide = memo(function HostSide({
  footprint,
  absence,
}: {
  footprint: MachineFootprint | null;
  /** Why there is none. */
  absence: string;
}): ReactNode {
  if (footprint === null) return <p className={tableClasses['empty']}>{absence}</p>;
  const { cpuPercent, memoryBytes, memoryLimitBytes, monitorMemoryBytes } = footprint;
  return (
    <FactList>
      <Fact term="CPU" isFigure hint="Of one core; all processes of the machine, its monitor too">
        <UsageBar share={cpuPercent / 100} calm />
        {formatPercent(cpuPercent)}
      </Fact>
      <Fact term="Memory file" isFigure hint="What the host has given it so far, and the most it may grow to">
        <UsageBar share={memoryBytes / memoryLimitBytes} calm />
        {formatBytes(memoryBytes)} of {formatBytes(memoryLimitBytes)}
      </Fact>
      <Fact term="Monitor" isFigure hint="Private memory of the process that watches over the machine">
        {monitorMemoryBytes === null ? '-' : formatBytes(monitorMemoryBytes)}
      </Fact>
      <Fact term="Disks" isFigure hint="Occupied on the host by the machine's own disks">
        {formatBytes(footprint.diskBytes)}
      </Fact>
      <Fact term="Processes" isFigure>
        {formatCount(footprint.processes)}
      </Fact>
      <Fact term="Threads" isFigure>
        {formatCount(footprint.threads)}
      </Fact>
      <Fact term="Open files" isFigure>
        {formatCount(footprint.openFiles)}
      </Fact>
      <Fact term="May run on" isFigure>
        CPU {footprint.allowedCpus} · {footprint.isPinned ? 'pinned' : 'not pinned'}
      </Fact>
    </FactList>
  );
});
