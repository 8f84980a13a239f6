import { z } from 'zod';
import { imageId } from './ids.ts';

export const image = z.object({
  id: imageId,
  label: z.string(),
  description: z.string(),
  origin: z.enum(['starter', 'imported', 'saved']),
  path: z.string(),
  sizeBytes: z.int(),
  allocatedBytes: z.int(),
  sha256: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** Number of machines whose disk is backed by this image. */
  machineCount: z.int(),
  /** The backing file no longer matches what its machines recorded; says how. */
  problem: z.string().nullable(),
  isDefault: z.boolean(),
});
export type Image = z.output<typeof image>;

/** Labels may repeat, for example after the starter image was built anew; then the id tells images apart. */
export function imageName(
  { id, label }: Pick<Image, 'id' | 'label'>,
  all: readonly Pick<Image, 'id' | 'label'>[],
): string {
  const repeats = all.some((other) => other.label === label && other.id !== id);
  return repeats && label !== id ? `${label}, ${id}` : label;
}
