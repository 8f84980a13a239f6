import type { StorageDisk, StorageSnapshot, StorageTree } from '@umlaut/contracts/model';
import { wordMatcher } from '../../lib/match-words.ts';

/** Images, disks and snapshots that a filter's words fit; an image that fits keeps all that lies over it. Pure. */
export function filterTree(tree: StorageTree, filter: string): StorageTree {
  const { images, own, ownSnapshots, roots, ...rest } = tree;
  const matches = wordMatcher(filter);
  const fits = (disk: StorageDisk, above = ''): boolean =>
    matches([above, disk.machineName, disk.device, disk.kind, disk.integrity, disk.path].join(' '));
  const keeps = (snapshot: StorageSnapshot, above = ''): boolean =>
    matches(
      [above, 'snapshot', snapshot.snapshotName, snapshot.machineName, snapshot.device, snapshot.kind].join(
        ' ',
      ),
    );
  return {
    ...rest,
    images: images.flatMap((image) => {
      const words = `${image.label} ${image.id}`;
      if (matches(words)) return [image];
      const disks = image.disks.filter((disk) => fits(disk, words));
      const snapshots = image.snapshots.filter((snapshot) => keeps(snapshot, words));
      return disks.length + snapshots.length === 0 ? [] : [{ ...image, disks, snapshots }];
    }),
    own: own.filter((disk) => fits(disk)),
    ownSnapshots: ownSnapshots.filter((snapshot) => keeps(snapshot)),
    roots: roots.filter(({ machineName, path }) => matches(`${machineName} root directory ${path}`)),
  };
}
