import type { GuestMount } from '@umlaut/contracts/model';
import { memo, useState, type ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { FigureCell } from './figure-cell.tsx';
import { FigureTable, type FigureColumn } from './figure-table.tsx';
import classes from './figure-table.module.css';
import { formatCount, formatPercent } from './format-figure.ts';
import { UsageBar } from './usage-bar.tsx';

const COLUMNS: readonly FigureColumn[] = [
  { title: 'Mounted at', align: 'start' },
  { title: 'Source', align: 'start' },
  { title: 'Type', align: 'start' },
  { title: 'Used', align: 'start' },
  { title: 'Free' },
  { title: 'Size' },
  { title: 'Errors', hint: 'Counted by ext4' },
  { title: 'Options', align: 'start' },
];

/** What is mounted in the guest: disks, and on demand what the kernel makes up. */
export const MountTable = memo(function MountTable({ mounts }: { mounts: readonly GuestMount[] }): ReactNode {
  const [all, setAll] = useState(false);
  const real = mounts.filter(({ disk }) => disk !== null);
  const madeUp = mounts.filter(({ disk }) => disk === null);
  const shown = all ? [...real, ...madeUp] : real;
  return (
    <>
      <FigureTable label="Mounts" columns={COLUMNS}>
        {shown.map((mount, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- one may be mounted over another
          <MountRow key={`${mount.mountPoint} ${index}`} mount={mount} />
        ))}
      </FigureTable>
      {madeUp.length === 0 ? null : (
        <button type="button" className={classes['more']} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show disks alone' : `${madeUp.length} more without a disk: ${namesOf(madeUp)}`}
        </button>
      )}
    </>
  );
});

function MountRow({ mount }: { mount: GuestMount }): ReactNode {
  const { sizeBytes, freeBytes, readOnly, errorCount } = mount;
  return (
    <tr data-tone={(errorCount ?? 0) > 0 ? 'bad' : undefined}>
      <th scope="row">{mount.mountPoint}</th>
      <td data-align="start">{mount.source}</td>
      <td data-align="start">{mount.type}</td>
      <td data-align="start">
        {sizeBytes === null || freeBytes === null || sizeBytes === 0 ? (
          <Untold mount={mount} />
        ) : (
          <>
            <UsageBar share={1 - freeBytes / sizeBytes} /> {formatPercent((1 - freeBytes / sizeBytes) * 100)}
          </>
        )}
      </td>
      <FigureCell value={freeBytes} format={formatBytes} />
      <FigureCell value={sizeBytes} format={formatBytes} />
      <FigureCell value={errorCount} format={formatCount} isTrouble />
      <td data-align="start" title={mount.options}>
        {readOnly ? <b>read-only</b> : mount.options.split(',', 2).join(', ')}
      </td>
    </tr>
  );
}

/** Why there is no bar. */
function Untold({ mount: { disk, type } }: { mount: GuestMount }): ReactNode {
  if (disk === null) return <span className={classes['none']}>-</span>;
  const why =
    type === 'ext4'
      ? 'The kernel has not told yet, or the file system is too large to be asked'
      : `The kernel tells nobody outside how full ${type} is`;
  return (
    <span className={classes['none']} title={why}>
      not told
    </span>
  );
}

function namesOf(mounts: readonly GuestMount[]): string {
  const types = [...new Set(mounts.map(({ type }) => type))];
  return types.length > 6 ? `${types.slice(0, 6).join(', ')}…` : types.join(', ');
}
