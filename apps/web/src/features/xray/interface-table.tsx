import type { GuestInterface } from '@umlaut/contracts/model';
import { memo, type ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { FigureCell } from './figure-cell.tsx';
import { FigureTable, type FigureColumn } from './figure-table.tsx';
import classes from './figure-table.module.css';
import { formatByteRate, formatCount } from './format-figure.ts';
import { interfaceStatus } from './interface-status.ts';

const COLUMNS: readonly FigureColumn[] = [
  { title: 'Name', align: 'start' },
  { title: 'State', align: 'start', hint: '/sys/class/net/NAME/operstate' },
  { title: 'In' },
  { title: 'Out' },
  { title: 'Received' },
  { title: 'Sent' },
  { title: 'Packets in' },
  { title: 'Packets out' },
  { title: 'Errors', hint: 'In and out' },
  { title: 'Drops', hint: 'In and out' },
  { title: 'MTU' },
  { title: 'MAC', align: 'start' },
];

/** The guest's network interfaces; those that are down are plain to see. */
export const InterfaceTable = memo(function InterfaceTable({
  interfaces,
}: {
  interfaces: readonly GuestInterface[];
}): ReactNode {
  if (interfaces.length === 0) {
    return <p className={classes['empty']}>No network interface was found under a usual name.</p>;
  }
  return (
    <FigureTable label="Network interfaces" columns={COLUMNS}>
      {interfaces.toSorted(byName).map((found) => (
        <InterfaceRow key={found.name} found={found} />
      ))}
    </FigureTable>
  );
});

function InterfaceRow({ found }: { found: GuestInterface }): ReactNode {
  const { tone, label, hint } = interfaceStatus(found);
  return (
    <tr data-tone={tone}>
      <th scope="row">{found.name}</th>
      <td data-align="start" title={hint}>
        <StatusBadge tone={tone} label={label} />
      </td>
      <FigureCell value={found.receivedBytesPerSecond} format={formatByteRate} />
      <FigureCell value={found.sentBytesPerSecond} format={formatByteRate} />
      <FigureCell value={found.receivedBytes} format={formatBytes} />
      <FigureCell value={found.sentBytes} format={formatBytes} />
      <FigureCell value={found.receivedPackets} format={formatCount} />
      <FigureCell value={found.sentPackets} format={formatCount} />
      <FigureCell value={found.receiveErrors + found.sendErrors} format={formatCount} isTrouble />
      <FigureCell value={found.receiveDrops + found.sendDrops} format={formatCount} isTrouble />
      <FigureCell value={found.mtu} format={String} />
      <td data-align="start" className="u-mono">
        {found.mac ?? '-'}
      </td>
    </tr>
  );
}

/** The loopback interests least. */
function byName(a: GuestInterface, b: GuestInterface): number {
  return Number(a.name === 'lo') - Number(b.name === 'lo') || a.name.localeCompare(b.name, 'en');
}
