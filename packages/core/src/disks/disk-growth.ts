import { UmlautError } from '@umlaut/contracts/errors';
import { MAX_DISK_BYTES } from '../cow/layout.ts';

/**
 * The size that a disk is to have: as it is when none is wanted.
 * @throws INVALID_INPUT for a smaller one, which would cut off what the guest has at the end, or an impossible one
 */
export function requireGrowth(path: string, sizeBytes: number, wanted: number | undefined): number {
  if (wanted === undefined) return sizeBytes;
  const more = { field: 'sizeBytes', details: { path, sizeBytes, wantedBytes: wanted } };
  if (!Number.isSafeInteger(wanted) || wanted > MAX_DISK_BYTES) {
    throw new UmlautError('INVALID_INPUT', `A disk has at most ${MAX_DISK_BYTES} bytes`, more);
  }
  if (wanted < sizeBytes) {
    throw new UmlautError(
      'INVALID_INPUT',
      `The disk ${path} has ${sizeBytes} bytes and cannot become smaller`,
      {
        hint: 'A smaller disk would lose what lies at its end: make a new one and copy the files over in the guest',
        ...more,
      },
    );
  }
  return wanted;
}
