import type { StorageDisk, StorageTree } from '@umlaut/contracts/model';
import { wordMatcher } from '../../lib/match-words.ts';

/** Images and disks that a filter's words fit; an image that fits keeps all of its disks. Pure. */
export function filterTree({ images, own, ...rest }: StorageTree, filter: string): StorageTree {
  const matches = wordMatcher(filter);
  const fits = (disk: StorageDisk, above = ''): boolean =>
    matches([above, disk.machineName, disk.device, disk.kind, disk.integrity, disk.path].join(' '));
  return {
    ...rest,
    images: images.flatMap((image) => {
      const words = `${image.label} ${image.id}`;
      if (matches(words)) return [image];
      const disks = image.disks.filter((disk) => fits(disk, words));
      return disks.length === 0 ? [] : [{ ...image, disks }];
    }),
    own: own.filter((disk) => fits(disk)),
  };
}
