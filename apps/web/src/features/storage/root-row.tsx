import { Link } from '@tanstack/react-router';
import type { StorageRoot } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { IconFolder } from '../../components/icons.ts';
import table from '../../components/table.module.css';
import { MachineState } from './machine-state.tsx';
import { NameLine } from './name-line.tsx';
import { NoFigure } from './no-figure.tsx';
import classes from './storage.module.css';

/** The directory that a machine boots from. */
export function RootRow({ root }: { root: StorageRoot }): ReactNode {
  const { machineId, machineName, path, allocatedBytes, isCounting } = root;
  return (
    <tr>
      <th scope="row">
        <NameLine isBelow lead={<IconFolder size={15} stroke={1.6} aria-hidden />}>
          <Link
            to="/machines/$machineId"
            params={{ machineId }}
            search={{ tab: 'disks' }}
            className={table['main'] ?? ''}
          >
            Root of {machineName}
          </Link>
          <span className={table['sub']}>
            directory of the host · <MachineState disk={root} />
          </span>
          <NarrowFate />
        </NameLine>
      </th>
      <td className={`${table['wide']} ${classes['quiet']}`}>
        <NoFigure />
      </td>
      <td className={table['figure']}>
        {allocatedBytes !== null ? formatBytes(allocatedBytes) : isCounting ? 'is counted' : 'not known'}
      </td>
      <td className={`${table['figure']} ${table['wide']} ${classes['quiet']}`}>
        <NoFigure />
      </td>
      <td className={`${table['figure']} ${table['wide']} ${classes['quiet']}`}>Goes with its machine</td>
      <td className={table['end']}>
        <CopyButton value={path} label={`Copy the path of the root of ${machineName}`} />
      </td>
    </tr>
  );
}

/** What the last column says, on a phone. */
function NarrowFate(): ReactNode {
  return <span className={`${classes['narrow']} ${classes['quiet']}`}>goes with its machine</span>;
}
