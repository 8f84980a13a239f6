import type { StorageDisk } from '@umlaut/contracts/model';

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

/** "ubda of "a", ubda of "b" and 3 more". */
export function diskNames(disks: readonly StorageDisk[], most = 5): string {
  const shown = disks.slice(0, most).map(diskName);
  const rest = disks.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
