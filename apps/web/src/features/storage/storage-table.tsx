import { imageName, type StorageTree } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import table from '../../components/table.module.css';
import { ImageRow } from './image-row.tsx';
import { LayerRows } from './layer-rows.tsx';
import { NameLine } from './name-line.tsx';
import { RootRow } from './root-row.tsx';
import classes from './storage.module.css';

export interface StorageTableProps {
  tree: StorageTree;
  onDone: () => void;
}

/** A table of groups: each image with what lies over it, then the disks that lie over nothing, then root directories. */
export function StorageTable({ tree, onDone }: StorageTableProps): ReactNode {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string): void => {
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  };
  const wideFigure = `${table['figure']} ${table['wide']}`;
  return (
    <div className={`${table['wrap']} ${classes['wrap']}`}>
      <table className={table['table']} aria-label="Images and disks">
        <thead>
          <tr>
            <th scope="col">Images and what lies over them</th>
            <th scope="col" className={table['wide']}>
              State
            </th>
            <th scope="col" className={table['figure']}>
              On the host
            </th>
            <th scope="col" className={wideFigure}>
              Changed
            </th>
            <th scope="col" className={wideFigure}>
              Deleting frees
            </th>
            <th scope="col">
              <span className="u-sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        {tree.images.map((image) => (
          <tbody key={image.id}>
            <ImageRow
              image={image}
              name={imageName(image, tree.images)}
              hasNamesake={tree.images.some(({ id, label }) => label === image.label && id !== image.id)}
              isOpen={!closed.has(image.id)}
              onToggle={() => toggle(image.id)}
            />
            {closed.has(image.id) ? null : (
              <LayerRows
                disks={image.disks}
                snapshots={image.snapshots}
                isExplained={image.problem !== null}
                onDone={onDone}
              />
            )}
          </tbody>
        ))}
        {tree.own.length + tree.ownSnapshots.length === 0 ? null : (
          <tbody>
            <tr className={classes['image']}>
              <th scope="rowgroup" colSpan={6}>
                <GroupHeading
                  title="Disks of their own"
                  about="Blank, swap and enlarged disks, which lie over no image"
                />
              </th>
            </tr>
            <LayerRows disks={tree.own} snapshots={tree.ownSnapshots} isExplained={false} onDone={onDone} />
          </tbody>
        )}
        {tree.roots.length === 0 ? null : (
          <tbody>
            <tr className={classes['image']}>
              <th scope="rowgroup" colSpan={6}>
                <GroupHeading title="Root directories" about="Folders of the host that machines boot from" />
              </th>
            </tr>
            {tree.roots.map((root) => (
              <RootRow key={root.machineId} root={root} />
            ))}
          </tbody>
        )}
      </table>
    </div>
  );
}

function GroupHeading({ title, about }: { title: string; about: string }): ReactNode {
  return (
    <NameLine>
      <span className={table['main']}>{title}</span>
      <span className={table['sub']}>{about}</span>
    </NameLine>
  );
}
