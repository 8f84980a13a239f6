import { UmlautError } from '@umlaut/contracts/errors';
import { diskDevice } from '@umlaut/contracts/model';
import type { LaunchDisk } from '@umlaut/contracts/monitor';
import type { MachineEntry } from '../machines/machine-registry.ts';

/**
 * A sandbox shows the images that its machine began with and no other, and a disk that was read-only stays so: see
 * docs/decisions/0014-several-disks.md.
 * @throws UmlautError DISK_NEEDS_RESTART with field `source.imageId` or `number`
 */
export function assertInReach({ run }: MachineEntry, disk: LaunchDisk): void {
  if (run?.kind !== 'watched' || run.isolation.kind !== 'bubblewrap') return;
  const options = run.status.commandLine.flatMap((word) => {
    const [, index, flags = '', files = ''] = /^ubd(\d+)([a-z]*)=(.*)$/.exec(word) ?? [];
    return index === undefined ? [] : [{ index: Number(index), flags, files: files.split(',') }];
  });
  const { backingPath } = disk;
  if (backingPath !== null && !options.some(({ files }) => files[1] === backingPath)) {
    throw new UmlautError(
      'DISK_NEEDS_RESTART',
      "The image of this disk is not in the machine's sandbox, which holds only the images that it was started with.",
      {
        field: 'source.imageId',
        hint: 'Add it without plugging it in now: the next start, or a reboot, has it.',
      },
    );
  }
  const began = options.find(({ index }) => index === disk.index);
  if (disk.readOnly || began?.flags.includes('r') !== true) return;
  throw new UmlautError(
    'DISK_NEEDS_RESTART',
    `${diskDevice(disk.index)} was read-only when the machine started, and is so in its sandbox.`,
    { field: 'number', hint: 'Restart or reboot the machine, or choose another device.' },
  );
}
