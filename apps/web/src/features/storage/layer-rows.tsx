import type { StorageDisk, StorageSnapshot } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { DiskRow } from './disk-row.tsx';
import { SnapshotRow } from './snapshot-row.tsx';

export interface LayerRowsProps {
  disks: readonly StorageDisk[];
  snapshots: readonly StorageSnapshot[];
  /** The image above says already what is wrong. */
  isExplained: boolean;
  onDone: () => void;
}

/** What lies over one image, or over none: the disks of now, then what snapshots hold. */
export function LayerRows({ disks, snapshots, isExplained, onDone }: LayerRowsProps): ReactNode {
  return (
    <>
      {disks.map((disk) => (
        <DiskRow
          key={`${disk.machineId}-${disk.number}`}
          disk={disk}
          isExplained={isExplained}
          onDone={onDone}
        />
      ))}
      {snapshots.map((snapshot) => (
        <SnapshotRow key={`${snapshot.snapshotId}-${snapshot.number}`} snapshot={snapshot} />
      ))}
    </>
  );
}
