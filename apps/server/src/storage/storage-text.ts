import type { StorageDisk, StorageSnapshot } from '@umlaut/contracts/model';

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** "12.5 MiB", for sentences. Pure. */
export function sizeText(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  const digits = power === 0 || value >= 100 || Number.isInteger(value) ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[power] ?? ''}`;
}

/** "ubda of "web-1"". */
export function diskName({ device, machineName }: Pick<StorageDisk, 'device' | 'machineName'>): string {
  return `${device} of "${machineName}"`;
}

/** "the snapshot "before" of "web-1"". */
export function snapshotName({ snapshotName: name, machineName }: StorageSnapshot): string {
  return `the snapshot "${name}" of "${machineName}"`;
}
