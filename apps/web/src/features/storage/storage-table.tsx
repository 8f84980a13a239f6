import type { StorageDisk, StorageImage, StorageTree } from '@umlaut/contracts/model';
import { Fragment, useState, type ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import table from '../../components/table.module.css';
import { DiskRow } from './disk-row.tsx';
import { SizeBar } from './size-bar.tsx';
import { Toggle } from './toggle.tsx';
import classes from './storage.module.css';

export interface StorageTableProps {
  tree: StorageTree;
  onDone: () => void;
}

/** A table of groups: each image with the disks over it, then the disks that lie over nothing. */
export function StorageTable({ tree, onDone }: StorageTableProps): ReactNode {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string): void => {
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  };
  return (
    <div className={`${table['wrap']} ${classes['wrap']}`}>
      <table className={table['table']} aria-label="Images and disks">
        <thead>
          <tr>
            <th scope="col">Image and disks over it</th>
            <th scope="col">State</th>
            <th scope="col" className={table['figure']}>
              On the host
            </th>
            <th scope="col" className={`${table['figure']} ${table['wide']}`}>
              Changed
            </th>
            <th scope="col" className={`${table['figure']} ${table['wide']}`}>
              Deleting frees
            </th>
            <th scope="col">
              <span className="u-sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        {tree.images.map((image) => (
          <tbody key={image.id}>
            <ImageRow image={image} isOpen={!closed.has(image.id)} onToggle={() => toggle(image.id)} />
            {closed.has(image.id) ? null : <Disks disks={image.disks} onDone={onDone} />}
          </tbody>
        ))}
        {tree.own.length === 0 ? null : (
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={6} className={classes['group']}>
                Disks of their own
                <span className={table['sub']}>Blank and swap disks, which lie over no image</span>
              </th>
            </tr>
            <Disks disks={tree.own} onDone={onDone} />
          </tbody>
        )}
      </table>
    </div>
  );
}

function Disks({ disks, onDone }: { disks: readonly StorageDisk[]; onDone: () => void }): ReactNode {
  return disks.map((disk) => (
    <Fragment key={`${disk.machineId}-${disk.number}`}>
      <DiskRow disk={disk} onDone={onDone} />
    </Fragment>
  ));
}

function ImageRow({
  image,
  isOpen,
  onToggle,
}: {
  image: StorageImage;
  isOpen: boolean;
  onToggle: () => void;
}): ReactNode {
  const { label, disks, path, problem } = image;
  const count = disks.length === 1 ? '1 disk' : `${disks.length} disks`;
  return (
    <tr>
      <th scope="rowgroup">
        <span className={classes['name']}>
          {disks.length === 0 ? (
            <span className={classes['space']} />
          ) : (
            <Toggle label={`Disks over ${label}`} isOpen={isOpen} onToggle={onToggle} />
          )}
          <span>
            <span className={table['main']}>{label}</span>
            <span className={table['sub']}>
              {disks.length === 0 ? 'No disk over it' : `${count} over it`}
            </span>
            {problem === null ? null : <ProblemNote>{problem}</ProblemNote>}
          </span>
        </span>
      </th>
      <td>
        <StatusBadge
          tone={path === null || problem !== null ? 'bad' : 'idle'}
          label={path === null ? 'Missing' : problem === null ? 'Image' : 'Changed'}
        />
      </td>
      <td className={table['figure']}>
        <SizeBar part={image.allocatedBytes} whole={image.sizeBytes} />
      </td>
      <td className={`${table['figure']} ${table['wide']}`} />
      <td className={`${table['figure']} ${table['wide']}`}>
        {image.freedBytes === 0 ? 'needed' : formatBytes(image.freedBytes)}
      </td>
      <td className={table['end']} />
    </tr>
  );
}
