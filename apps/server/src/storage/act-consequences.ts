import type { StorageAct, StorageDisk } from '@umlaut/contracts/model';
import { formatBytes } from '@umlaut/core/host';
import { listed } from '../machines/list-names.ts';
import type { ActFacts, ActImage } from './act-facts.ts';
import { diskName } from './storage-text.ts';

/** What becomes of whom. Pure. */
export function consequencesOf(act: StorageAct, { disk, image, room }: ActFacts): string[] {
  const label = `"${image?.label ?? ''}"`;
  const machine = `"${disk.machineName}"`;
  const changes = formatBytes(disk.changedBytes ?? 0);
  const seen =
    disk.changedBytes === 0
      ? `${label}, in which ${machine} has changed nothing`
      : `${label} with the ${changes} that ${machine} changed`;
  switch (act) {
    case 'save':
      return [
        `The library gets a new image of ${formatBytes(disk.sizeBytes)}: ${seen}.`,
        `${machine} and ${label} stay as they are.`,
        'Passwords, keys and host names on the disk come along, into every machine that is made from the image.',
      ];
    case 'merge':
      return [
        `The image ${label} is overwritten with the ${changes} that ${machine} changed. Its old content is gone for good.`,
        `Machines that are made from ${label} from now on begin with these changes.`,
        `${diskName(disk)} begins empty over the changed image: its guest sees the same as before.`,
        `The SHA-256 of ${label} changes: disks elsewhere over a copy of it no longer match.`,
      ];
    case 'restamp':
      return [
        `All of ${label} is read and compared with the SHA-256 that was recorded when it came into the library.`,
        `If it is the same, ${diskName(disk)} accepts the new time of the file. Nothing is lost.`,
        'If it is not, nothing is changed.',
        ...snapshotsStay(image, disk, 'one that is gone back to has to be compared again'),
      ];
    case 'renew':
      return [
        `What the guest of ${machine} changed on /dev/${disk.device} is lost for good: ${changes}.`,
        `${diskName(disk)} begins anew over ${label} as it is now.`,
        ...snapshotsStay(image, disk, 'going back to one brings back what it holds'),
      ];
    case 'repoint':
      return [
        'All of the chosen image is read: its SHA-256 has to be what was recorded of the old one.',
        `${diskName(disk)} lies over the chosen image from then on. Nothing is lost.`,
        ...snapshotsStay(image, disk, 'one that is gone back to has to be put over the chosen image again'),
      ];
    case 'reclaim':
      return [
        `The file of ${diskName(disk)} is read. Blocks that are all zero are given back to the host.`,
        'The guest sees the same as before. Nothing is lost.',
      ];
    case 'enlarge':
      return [
        `${diskName(disk)} becomes a larger disk of its own: ${seen}. Nothing is lost.`,
        ...roomOf(disk, room),
        `It no longer shares ${label}, which stays as it is. So do all disks over it.`,
        'It cannot be made smaller again, nor be merged into an image or begun anew.',
        ...snapshotsStay(
          image,
          disk,
          `going back to one brings back a disk of ${formatBytes(disk.sizeBytes)} over ${label}`,
        ),
      ];
  }
}

function roomOf({ allocatedBytes }: StorageDisk, room: ActFacts['room']): string[] {
  if (room === null) return [];
  const [needed, now, free] = [room.neededBytes, allocatedBytes, room.freeBytes].map(formatBytes);
  return [
    `It takes up to ${needed} on the host, ${now} now; ${free} are free. The part that is added takes room as the guest writes.`,
  ];
}

function snapshotsStay(image: ActImage | null, { machineId }: StorageDisk, then: string): string[] {
  const own = image?.snapshots.filter((one) => one.machineId === machineId) ?? [];
  if (own.length === 0) return [];
  const names = listed([...new Set(own.map((one) => `"${one.snapshotName}"`))]);
  return [`Snapshots stay as they are (${names}): ${then}.`];
}

/** Bytes of a guest's changes that nothing brings back. Pure. */
export function lossOf(act: StorageAct, { disk }: ActFacts): number {
  return act === 'renew' ? (disk.changedBytes ?? 0) : 0;
}
