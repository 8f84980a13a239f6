import type { StorageDisk, StorageSnapshot } from '@umlaut/contracts/model';

/** "ubda of "web-1"". */
export function diskName({ device, machineName }: Pick<StorageDisk, 'device' | 'machineName'>): string {
  return `${device} of "${machineName}"`;
}

/** "the snapshot "before" of "web-1"". */
export function snapshotName({
  snapshotName: name,
  machineName,
}: Pick<StorageSnapshot, 'snapshotName' | 'machineName'>): string {
  return `the snapshot "${name}" of "${machineName}"`;
}
