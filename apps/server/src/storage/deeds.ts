import type { ImageId, StorageAct } from '@umlaut/contracts/model';
import { formatBytes } from '@umlaut/core/host';
import { machinePaths } from '@umlaut/core/machine';
import type { TaskHandle } from '../tasks/task-registry.ts';
import type { ActFacts } from './act-facts.ts';
import { enlargeDisk } from './enlarge-disk.ts';
import { mergeIntoImage } from './merge-into-image.ts';
import { renewDisk, repointDisk, restampDisk } from './mend-disk.ts';
import { saveAsImage } from './save-as-image.ts';
import type { ActRequest, StorageServiceDeps } from './act-request.ts';
import { diskName } from './storage-text.ts';
import { part } from './task-part.ts';

const MIB = 1_048_576;

/** How an act is done, once it was judged. */
export interface Deed {
  title: (machineName: string) => string;
  activity: string;
  cancellable: boolean;
  destroys: boolean;
  /** @returns what was done, as a sentence */
  run: (request: ActRequest, facts: ActFacts, task: TaskHandle) => Promise<string>;
}

export function deedsOf(deps: StorageServiceDeps): Readonly<Record<StorageAct, Deed>> {
  const cowPath = ({ id, number }: ActRequest): string => machinePaths(deps.home, id).diskPath(number);
  return {
    save: {
      title: (name) => `Save a disk of "${name}" as an image`,
      activity: 'image.saved',
      cancellable: true,
      destroys: false,
      run: async (request, { disk }, task) => {
        const { label = '', description = '', sizeMiB } = request;
        const sizeBytes = sizeMiB === undefined ? disk.sizeBytes : sizeMiB * MIB;
        const work = { cowPath: cowPath(request), imageId: imageOf(disk), label, description, sizeBytes };
        await saveAsImage(deps, work, task);
        return `Saved ${diskName(disk)} as the image "${label}".`;
      },
    },
    merge: {
      title: (name) => `Merge a disk of "${name}" into its image`,
      activity: 'image.merged',
      cancellable: true,
      destroys: true,
      run: async ({ id, number }, { disk, image }, task) => {
        const bytes = await mergeIntoImage(deps, { id, number, imageId: imageOf(disk) }, task);
        return `Merged ${formatBytes(bytes)} of ${diskName(disk)} into the image "${image?.label ?? ''}".`;
      },
    },
    restamp: {
      title: (name) => `Compare the image of a disk of "${name}"`,
      activity: 'machine.disk-mended',
      cancellable: true,
      destroys: false,
      run: async ({ id, number }, { disk, image }, task) => {
        await restampDisk(deps, { id, number, imageId: imageOf(disk) }, task);
        return `The image "${image?.label ?? ''}" is the same as ever: ${diskName(disk)} accepts it.`;
      },
    },
    renew: {
      title: (name) => `Begin a disk of "${name}" anew`,
      activity: 'machine.disk-renewed',
      cancellable: false,
      destroys: true,
      run: async ({ id, number }, { disk }) => {
        await renewDisk(deps, { id, number, imageId: imageOf(disk) });
        return `Began ${diskName(disk)} anew: ${formatBytes(disk.changedBytes ?? 0)} of changes are gone.`;
      },
    },
    repoint: {
      title: (name) => `Put a disk of "${name}" over another image`,
      activity: 'machine.disk-mended',
      cancellable: true,
      destroys: false,
      run: async ({ id, number, imageId }, { disk, candidates }, task) => {
        const to = candidates.find((one) => one.id === imageId);
        if (to === undefined) throw new Error('It was judged before');
        await repointDisk(deps, { id, number, imageId: imageOf(disk) }, to.id, task);
        return `Put ${diskName(disk)} over the image "${to.label}".`;
      },
    },
    reclaim: {
      title: (name) => `Give back room of a disk of "${name}"`,
      activity: 'machine.disk-reclaimed',
      cancellable: true,
      destroys: false,
      run: async (request, { disk }, task) => {
        const { freedBytes } = await deps.worker.run(
          'reclaim',
          { path: cowPath(request) },
          part(task, 0, 1, 'Looking for zeros'),
        );
        return `${diskName(disk)} gave ${formatBytes(freedBytes)} back to the host.`;
      },
    },
    enlarge: {
      title: (name) => `Make a disk of "${name}" larger`,
      activity: 'machine.disk-enlarged',
      cancellable: true,
      destroys: false,
      run: async ({ id, number, sizeMiB = 0 }, { disk, image }, task) => {
        const sizeBytes = sizeMiB * MIB;
        await enlargeDisk(deps, { id, number, imageId: imageOf(disk), sizeBytes }, task);
        return `${diskName(disk)} has ${formatBytes(sizeBytes)} and no longer lies over "${image?.label ?? ''}". In the guest: resize2fs /dev/${disk.device}.`;
      },
    },
  };
}

function imageOf({ imageId }: { imageId: ImageId | null }): ImageId {
  if (imageId === null) throw new Error('It was judged before: it lies over an image');
  return imageId;
}
