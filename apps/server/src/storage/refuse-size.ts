import { UmlautError } from '@umlaut/contracts/errors';
import type { StorageDisk } from '@umlaut/contracts/model';
import type { ActRequest } from './act-request.ts';

const MIB = 1_048_576;

/** Why a disk or an image cannot have the wanted size, or null. Pure. */
export function refuseSize(
  { act, sizeMiB }: Pick<ActRequest, 'act' | 'sizeMiB'>,
  { sizeBytes }: Pick<StorageDisk, 'sizeBytes'>,
): UmlautError | null {
  if (sizeMiB === undefined) return null;
  const has = Math.ceil(sizeBytes / MIB);
  if (sizeMiB * MIB < sizeBytes) {
    const sentence =
      act === 'save'
        ? `At least ${has}, as large as the disk is.`
        : `The disk has ${has} MiB and cannot shrink.`;
    return new UmlautError('INVALID_INPUT', `sizeMiB: ${sentence}`, {
      field: 'sizeMiB',
      hint: 'What lies at its end would be cut off, and nobody here knows what the guest keeps there.',
    });
  }
  if (act !== 'enlarge' || sizeMiB * MIB > sizeBytes) return null;
  return new UmlautError('INVALID_INPUT', `sizeMiB: The disk has ${has} MiB already.`, {
    field: 'sizeMiB',
    hint: 'Choose a larger size.',
  });
}
