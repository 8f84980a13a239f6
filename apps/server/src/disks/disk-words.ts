import { UmlautError } from '@umlaut/contracts/errors';
import { diskDevice, type DiskConfig, type DiskSource } from '@umlaut/contracts/model';
import type { DiskContent } from '@umlaut/core/disks';
import type { HeldImage } from '../machines/creation.ts';

export const MIB = 1_048_576;

/** What is to be written for a disk. Pure. */
export function contentOf(source: DiskSource, image: HeldImage | null): DiskContent {
  if (source.kind !== 'cow') return { kind: source.kind, sizeBytes: source.sizeMiB * MIB };
  if (image === null) throw new Error('A copy-on-write disk has an image');
  return { kind: 'cow', backingPath: image.path };
}

/** What a new disk is, for the activity log. Pure. */
export function sourceWords(source: DiskSource): string {
  if (source.kind === 'cow') return `over the image ${source.imageId}`;
  return `${source.kind === 'swap' ? 'swap' : 'blank'} of ${source.sizeMiB} MiB`;
}

export function diskInUse({ number }: DiskConfig, what: string): UmlautError {
  const device = diskDevice(number);
  return new UmlautError('DISK_IN_USE', `${what} cannot change while the running guest has ${device}.`, {
    field: 'number',
    hint: number === 0 ? 'Shut the machine down first.' : 'Unplug it first, or shut the machine down.',
  });
}
