import { UmlautError } from '@umlaut/contracts/errors';
import type { ImageId, MachineId } from '@umlaut/contracts/model';
import { writeDisk, type DiskWorker } from '@umlaut/core/disks';
import { machinePaths } from '@umlaut/core/machine';
import { findDisk, withDisk } from '../disks/configured-disks.ts';
import type { ImageLibrary } from '../images/image-library.ts';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';
import type { ActSurvey } from './act-survey.ts';
import { part } from './task-part.ts';

export interface MendingDeps {
  registry: MachineRegistry;
  images: ImageLibrary;
  worker: DiskWorker;
  facts: ActSurvey;
  home: string;
}

interface OneDisk {
  id: MachineId;
  number: number;
  imageId: ImageId;
}

/** The image is the same as ever: the disk accepts its new time. @throws BACKING_CHANGED when it is not the same */
export async function restampDisk(deps: MendingDeps, disk: OneDisk, task: TaskHandle): Promise<void> {
  using image = await deps.images.hold(disk.imageId);
  const sha256 = await knownSha256(deps, disk.imageId);
  const options = { cowPath: pathOf(deps, disk), sha256, backingPath: image.path };
  await deps.worker.run('restamp', options, part(task, 0, 1, 'Comparing the image'));
  await settleWhenAllAreSound(deps, disk.imageId);
}

/** All changes are lost; the disk lies empty over the image as it is now. */
export async function renewDisk(deps: MendingDeps, disk: OneDisk): Promise<void> {
  using image = await deps.images.hold(disk.imageId);
  await writeDisk(pathOf(deps, disk), { kind: 'cow', backingPath: image.path });
  await settleWhenAllAreSound(deps, disk.imageId);
}

/** Puts the disk over another image that is proven to be the same. @throws BACKING_CHANGED when it is not */
export async function repointDisk(
  deps: MendingDeps,
  disk: OneDisk,
  to: ImageId,
  task: TaskHandle,
): Promise<void> {
  const { registry, images, worker } = deps;
  const expected = await knownSha256(deps, disk.imageId);
  using image = await images.hold(to);
  const { sha256 } = await worker.run(
    'digest',
    { path: image.path },
    part(task, 0, 1, 'Comparing the image'),
  );
  if (sha256 !== expected) {
    throw new UmlautError('BACKING_CHANGED', `The content of ${image.path} is not what was recorded of it.`, {
      field: 'imageId',
      hint: 'Import the image again from a copy that was not changed.',
    });
  }
  await worker.run('repoint', { cowPath: pathOf(deps, disk), backingPath: image.path });
  const { record } = registry.get(disk.id);
  const config = { ...findDisk(record.disks, disk.number), imageId: to };
  await registry.update(disk.id, {
    disks: withDisk(record.disks, config),
    ...(disk.number === 0 ? { imageId: to } : {}),
  });
  await settleWhenAllAreSound(deps, to);
}

/** The image's own note of being changed goes when no disk complains any more. */
async function settleWhenAllAreSound({ facts, images }: MendingDeps, id: ImageId): Promise<void> {
  if (await facts.allAreSound(id)) await images.settle(id);
}

async function knownSha256({ facts }: MendingDeps, id: ImageId): Promise<string> {
  const sha256 = await facts.sha256Of(id);
  if (sha256 !== null) return sha256;
  throw new UmlautError('BACKING_CHANGED', `No SHA-256 of the image "${id}" was recorded.`, {
    field: 'number',
  });
}

function pathOf({ home }: MendingDeps, { id, number }: OneDisk): string {
  return machinePaths(home, id).diskPath(number);
}
