import { isSameDisk, type MachineDisk, type Snapshot } from '@umlaut/contracts/model';
import { formatBytes } from '../../components/format-bytes.ts';

const SHOWN = 4;

/** What goes with a disk. Pure. */
export function lossOf({ kind, allocatedBytes, changedBytes, backingImageId }: MachineDisk): string {
  switch (kind) {
    case 'raw':
      return `All files on it are lost: ${formatBytes(allocatedBytes)} on the host.`;
    case 'swap':
      return `Its ${formatBytes(allocatedBytes)} on the host go; swap holds nothing that lasts.`;
    case 'cow':
      return `What the guest changed on it is lost: ${formatBytes(changedBytes ?? allocatedBytes)}. The image ${
        backingImageId ?? 'below it'
      } stays.`;
  }
}

/** Names of the snapshots that hold a disk; an earlier one of its number was another disk. Pure. */
export function keepersOf(
  disk: Pick<MachineDisk, 'number' | 'kind' | 'madeAt'>,
  snapshots: readonly Snapshot[],
): string[] {
  return snapshots.filter(({ disks }) => disks.some((one) => isSameDisk(one, disk))).map(({ name }) => name);
}

/** Whether a deleted disk comes back, and from where. Pure. */
export function returnOf({ device }: Pick<MachineDisk, 'device'>, keepers: readonly string[]): string {
  const [first] = keepers;
  if (first === undefined) return 'Nothing brings it back.';
  if (keepers.length === 1) {
    return `The snapshot "${first}" keeps ${device} as it was then: going back to it brings that back.`;
  }
  const shown = keepers.slice(0, SHOWN).map((name) => `"${name}"`);
  const last = keepers.length > SHOWN ? `${keepers.length - SHOWN} more` : (shown.pop() ?? '');
  return `The snapshots ${shown.join(', ')} and ${last} keep ${device} as it was then: going back to one of them brings that back.`;
}
