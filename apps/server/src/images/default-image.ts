import { imageId, type Image, type ImageId } from '@umlaut/contracts/model';

/** The administrator's choice; else the newest starter image; else the newest; null of none. Pure. */
export function defaultImage(
  images: readonly Pick<Image, 'id' | 'origin' | 'createdAt'>[],
  chosen: string | null,
): ImageId | null {
  const choice = imageId.safeParse(chosen);
  if (choice.success && images.some(({ id }) => id === choice.data)) return choice.data;
  const newest = images.toSorted((left, right) => right.createdAt.localeCompare(left.createdAt));
  return (newest.find(({ origin }) => origin === 'starter') ?? newest[0])?.id ?? null;
}
