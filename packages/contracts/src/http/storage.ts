import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  changeMap,
  diskNumberInPath,
  diskReport,
  diskSizeMiB,
  imageId,
  machineId,
  storageAct,
  storageConsequences,
  storageTree,
  taskId,
} from '../model/index.ts';

const tags = ['Disks'];
const oneDisk = z.object({ id: machineId, number: diskNumberInPath });
const path = '/machines/{id}/disks/{number}' as const;
/** More columns than a screen has. */
const MAX_BUCKETS = 1024;

/** An act runs as a task. What ends within a second is told at once; what takes longer is watched and cancelled there. */
export const actStarted = z.object({
  taskId,
  summary: z.string().nullable().describe('What was done; null while it is still being done'),
});
export type ActStarted = z.output<typeof actStarted>;

const act = (name: string, summary: string) =>
  oc.route({ method: 'POST', path: `${path}/${name}`, tags, summary, successStatus: 202 });

/** Images, the copy-on-write disks over them, and disks of their own, of the whole host. */
export const storageContract = {
  tree: oc
    .route({ method: 'GET', path: '/disks', tags, summary: 'All images and disks, as a tree' })
    .output(storageTree),
  verify: oc
    .route({
      method: 'POST',
      path: `${path}/verify`,
      tags,
      summary: 'Look at all that can be wrong with a copy-on-write disk',
    })
    .input(oneDisk)
    .output(diskReport),
  changeMap: oc
    .route({
      method: 'GET',
      path: `${path}/changes`,
      tags,
      summary: 'Where a copy-on-write disk holds changes',
    })
    .input(oneDisk.extend({ buckets: z.coerce.number().int().min(1).max(MAX_BUCKETS).default(256) }))
    .output(changeMap),
  consequences: oc
    .route({ method: 'GET', path: `${path}/consequences`, tags, summary: 'What an act would do' })
    .input(oneDisk.extend({ act: storageAct }))
    .output(storageConsequences),
  save: act('save', 'Save what the guest sees as a new image')
    .input(
      oneDisk.extend({
        label: z.string().trim().min(1).max(100),
        description: z.string().max(500).default(''),
        sizeMiB: diskSizeMiB.optional().describe('Of the image; default: as large as the disk'),
      }),
    )
    .output(actStarted),
  merge: act('merge', 'Write the changes into the image below, in place').input(oneDisk).output(actStarted),
  restamp: act('restamp', 'Accept an image whose content is provably the same')
    .input(oneDisk)
    .output(actStarted),
  renew: act('renew', 'Discard all changes and begin anew over the image as it is now')
    .input(oneDisk)
    .output(actStarted),
  repoint: act('repoint', 'Put the disk over an image of the same content')
    .input(oneDisk.extend({ imageId }))
    .output(actStarted),
  reclaim: act('reclaim', 'Give back what is allocated and all zero').input(oneDisk).output(actStarted),
  enlarge: act('enlarge', 'Make a larger disk of its own of a copy-on-write disk and its image')
    .input(oneDisk.extend({ sizeMiB: diskSizeMiB.describe('Larger than the disk is') }))
    .output(actStarted),
};
