import type { GuestDisk } from '@umlaut/contracts/model';
import { memo, type ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { FigureCell } from './figure-cell.tsx';
import { FigureTable, type FigureColumn } from './figure-table.tsx';
import classes from './figure-table.module.css';
import { formatByteRate, formatPercent, formatRate } from './format-figure.ts';

const COLUMNS: readonly FigureColumn[] = [
  { title: 'Name', align: 'start' },
  { title: 'Size' },
  { title: 'Read' },
  { title: 'Written' },
  { title: 'Reads/s' },
  { title: 'Writes/s' },
  { title: 'Busy', hint: 'Share of the time with a request under way' },
  { title: 'Waiting', hint: 'Requests under way now' },
  { title: 'Read since boot' },
  { title: 'Written since boot' },
];

/** The guest's block devices. */
export const DiskTable = memo(function DiskTable({ disks }: { disks: readonly GuestDisk[] }): ReactNode {
  if (disks.length === 0) return <p className={classes['empty']}>The guest has no disk.</p>;
  return (
    <FigureTable label="Disks" columns={COLUMNS}>
      {disks.map((disk) => (
        <tr key={disk.name}>
          <th scope="row">{disk.name}</th>
          <FigureCell value={disk.sizeBytes} format={formatBytes} />
          <FigureCell value={disk.readBytesPerSecond} format={formatByteRate} />
          <FigureCell value={disk.writtenBytesPerSecond} format={formatByteRate} />
          <FigureCell value={disk.readsPerSecond} format={formatRate} />
          <FigureCell value={disk.writesPerSecond} format={formatRate} />
          <FigureCell value={disk.busyPercent} format={formatPercent} />
          <FigureCell value={disk.inFlight} format={String} />
          <FigureCell value={disk.readBytes} format={formatBytes} />
          <FigureCell value={disk.writtenBytes} format={formatBytes} />
        </tr>
      ))}
    </FigureTable>
  );
});
