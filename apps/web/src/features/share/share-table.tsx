import type { MachineId, ShareEntry } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import classes from '../../components/table.module.css';
import { ShareRow } from './share-row.tsx';

export interface ShareTableProps {
  machineId: MachineId;
  folder: string;
  items: readonly ShareEntry[];
  onFolder: (folder: string) => void;
}

export function ShareTable({ items, ...place }: ShareTableProps): ReactNode {
  return (
    <div className={classes['wrap']}>
      <table className={classes['table']} aria-label="Files">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={classes['figure']}>
              Size
            </th>
            <th scope="col" className={classes['wide']}>
              Changed
            </th>
            <th scope="col">
              <span className="u-sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <ShareRow key={entry.name ?? `\0${entry.shownName}`} entry={entry} {...place} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
