import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  description,
  diskNumber,
  machine,
  machineId,
  machineName,
  newSnapshot,
  snapshot,
  snapshotComparison,
  snapshotId,
  snapshotList,
  snapshotName,
} from '../model/index.ts';

const tags = ['Snapshots'];
const oneMachine = z.object({ id: machineId });
const oneSnapshot = oneMachine.extend({ snapshotId });
const folder = '/machines/{id}/snapshots' as const;
const path = `${folder}/{snapshotId}` as const;

/** States of a machine's disks that were kept. */
export const snapshotsContract = {
  list: oc
    .route({ method: 'GET', path: folder, tags, summary: 'Snapshots of a machine, and its present state' })
    .input(oneMachine)
    .output(snapshotList),

  take: oc
    .route({
      method: 'POST',
      path: folder,
      tags,
      summary: 'Keep the state of all disks of a stopped machine',
      successStatus: 201,
    })
    .input(oneMachine.extend(newSnapshot.shape))
    .output(snapshot),

  update: oc
    .route({ method: 'PATCH', path, tags, summary: 'Change name or description of a snapshot' })
    .input(oneSnapshot.extend({ name: snapshotName.optional(), description: description.optional() }))
    .output(snapshot),

  restore: oc
    .route({
      method: 'POST',
      path: `${path}/restore`,
      tags,
      summary:
        'Go back: the present state of a stopped machine is replaced, disks added or removed since included',
    })
    .input(
      oneSnapshot.extend({
        takeFirst: newSnapshot
          .nullable()
          .default(null)
          .describe('Keep the present state as a snapshot before'),
      }),
    )
    .output(snapshotList),

  branch: oc
    .route({
      method: 'POST',
      path: `${path}/branch`,
      tags,
      summary: 'Make a new machine with copies of the disks of a snapshot',
      successStatus: 201,
    })
    .input(oneSnapshot.extend({ name: machineName }))
    .output(machine),

  compare: oc
    .route({
      method: 'POST',
      path: `${path}/compare`,
      tags,
      summary:
        'Which files of a disk came, went or changed until another snapshot; ends when the caller goes',
    })
    .input(oneSnapshot.extend({ to: snapshotId, number: diskNumber }))
    .output(snapshotComparison),

  remove: oc
    .route({ method: 'DELETE', path, tags, summary: 'Delete a snapshot; those taken after it stay' })
    .input(oneSnapshot)
    .output(z.object({ deleted: z.literal(true) })),
};
