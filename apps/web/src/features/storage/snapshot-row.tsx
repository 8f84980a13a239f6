import { Link } from '@tanstack/react-router';
import type { StorageSnapshot } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { IconCamera } from '../../components/icons.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import table from '../../components/table.module.css';
import { INTEGRITY_TEXTS } from '../../machine-actions/disk-act-text.ts';
import { NameLine } from './name-line.tsx';
import { NarrowFacts } from './narrow-facts.tsx';
import { NoFigure } from './no-figure.tsx';
import classes from './storage.module.css';

const KEPT = { tone: 'idle', label: 'Kept' } as const;

/** What a snapshot holds of one disk; what can be done to it is on the machine's page. */
export function SnapshotRow({ snapshot }: { snapshot: StorageSnapshot }): ReactNode {
  const { machineId, machineName, snapshotName, device, integrity, allocatedBytes, freedBytes } = snapshot;
  const state = integrity === 'sound' ? KEPT : INTEGRITY_TEXTS[integrity];
  return (
    <tr>
      <th scope="row">
        <NameLine isBelow lead={<IconCamera size={15} stroke={1.6} aria-hidden />}>
          <Link
            to="/machines/$machineId"
            params={{ machineId }}
            search={{ tab: 'snapshots' }}
            className={table['main'] ?? ''}
          >
            Snapshot “{snapshotName}” of {machineName}
          </Link>
          <span className={table['sub']}>
            <span className="u-mono">/dev/{device}</span> as it was then
          </span>
          <NarrowFacts {...state} freedBytes={freedBytes} />
        </NameLine>
      </th>
      <td className={table['wide']}>
        <StatusBadge {...state} />
      </td>
      <td className={table['figure']}>{formatBytes(allocatedBytes)}</td>
      <td className={`${table['figure']} ${table['wide']} ${classes['quiet']}`}>
        <NoFigure />
      </td>
      <td className={`${table['figure']} ${table['wide']}`}>{formatBytes(freedBytes)}</td>
      <td className={table['end']}>
        <span className="u-sr-only">None here</span>
      </td>
    </tr>
  );
}
