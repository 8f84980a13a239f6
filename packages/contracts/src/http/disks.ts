import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  diskFlags,
  diskNumber,
  diskNumberInPath,
  diskSerial,
  diskSizeMiB,
  diskSource,
  machineDisk,
  machineId,
} from '../model/index.ts';

const tags = ['Disks'];
const oneDisk = z.object({ id: machineId, number: diskNumberInPath });
const path = '/machines/{id}/disks/{number}' as const;

export const addDiskInput = z.object({
  id: machineId,
  number: diskNumber.optional().describe('Default: the lowest that is free'),
  source: diskSource,
  flags: diskFlags.partial().default({}),
  serial: diskSerial.nullable().default(null),
  plug: z
    .boolean()
    .default(true)
    .describe('Plug it into the running guest as well; otherwise the next start or reboot does'),
});
export type AddDiskInput = z.input<typeof addDiskInput>;

/** What a machine has beside its root disk; the list is `machines.disks`. */
export const disksContract = {
  add: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/disks',
      tags,
      summary: 'Make a disk and plug it in, while the machine runs too',
      successStatus: 201,
    })
    .input(addDiskInput)
    .output(machineDisk),

  update: oc
    .route({ method: 'PATCH', path, tags, summary: 'Change flags or serial of a disk that no guest has' })
    .input(
      oneDisk.extend({ flags: diskFlags.partial().optional(), serial: diskSerial.nullable().optional() }),
    )
    .output(machineDisk),

  plug: oc
    .route({
      method: 'POST',
      path: `${path}/plug`,
      tags,
      summary: 'Plug a disk in: at once while the machine runs (idempotent)',
    })
    .input(oneDisk)
    .output(machineDisk),

  unplug: oc
    .route({
      method: 'POST',
      path: `${path}/unplug`,
      tags,
      summary: 'Unplug a disk and keep what it holds (idempotent)',
    })
    .input(oneDisk)
    .output(machineDisk),

  grow: oc
    .route({
      method: 'POST',
      path: `${path}/grow`,
      tags,
      summary: 'Make a raw or swap disk larger that no guest has',
    })
    .input(oneDisk.extend({ sizeMiB: diskSizeMiB }))
    .output(machineDisk),

  remove: oc
    .route({ method: 'DELETE', path, tags, summary: 'Destroy a disk that no guest has, with what it holds' })
    .input(oneDisk)
    .output(z.object({ deleted: z.literal(true) })),
};
