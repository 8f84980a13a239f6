import { oc } from '@orpc/contract';
import { z } from 'zod';
import { wireError } from '../errors/wire-error.ts';
import {
  DEFAULT_LINES,
  DEFAULT_MEMORY_MIB,
  MAX_BULK_IDS,
  MAX_CREATE_COUNT,
  DEFAULT_NIC_COUNT,
  NIC_COUNT,
  activityEntry,
  description,
  imageId,
  kernelId,
  machine,
  machineDisk,
  machineHealth,
  machineId,
  machineLines,
  machineName,
  machineRoot,
  machineStats,
  memoryMiB,
  consoleLogMiB,
  rootDirectory,
  DEFAULT_CONSOLE_LOG_MIB,
  taskId,
} from '../model/index.ts';
import { snapshotMark } from './snapshot.ts';

const tags = ['Machines'];
const byId = z.object({ id: machineId });

export const machineList = z.object({
  ...snapshotMark,
  items: z.array(machine),
  stats: z.array(machineStats),
  /** Of machines that run and that were looked into. */
  health: z.array(machineHealth),
});
export type MachineList = z.output<typeof machineList>;

export const createMachinesInput = z.object({
  name: machineName.describe('With count above 1, machines are called NAME-1, NAME-2, ...'),
  description: description.default(''),
  imageId: imageId.optional().describe('Default: the default image'),
  root: machineRoot
    .default('disk')
    .describe('directory: the image is unpacked into a folder of the host, which the guest has by hostfs'),
  kernelId: kernelId.optional().describe('Default: the default kernel'),
  memoryMiB: memoryMiB.default(DEFAULT_MEMORY_MIB),
  consoleLogMiB: consoleLogMiB
    .default(DEFAULT_CONSOLE_LOG_MIB)
    .describe('Output that is kept of all its consoles together, MiB; the oldest goes first'),
  lines: machineLines.default([...DEFAULT_LINES]).describe('Consoles and serial lines'),
  nicCount: z
    .int()
    .min(0)
    .max(NIC_COUNT, `At most ${NIC_COUNT}`)
    .default(DEFAULT_NIC_COUNT)
    .describe('Network interfaces, each to be plugged into a lab'),
  count: z.int().min(1, 'At least 1').max(MAX_CREATE_COUNT, `At most ${MAX_CREATE_COUNT} at once`).default(1),
  start: z.boolean().default(false),
  /** Start even though the host would be overrun (HOST_CAPACITY). */
  force: z.boolean().default(false),
});
export type CreateMachinesInput = z.input<typeof createMachinesInput>;

/** One machine of a request over several: either `machine` or `error`. */
export const machineResult = z.object({
  name: z.string(),
  id: machineId.nullable(),
  machine: machine.nullable(),
  error: wireError.nullable(),
});

export const updateMachineInput = z.object({
  id: machineId,
  version: z.int().describe('The version that the change is based on; 409 VERSION_CONFLICT when it moved on'),
  name: machineName.optional(),
  description: description.optional(),
  kernelId: kernelId.optional(),
  memoryMiB: memoryMiB.optional(),
  consoleLogMiB: consoleLogMiB.optional(),
  lines: machineLines.optional(),
});

export const bulkAction = z.enum(['start', 'shutdown', 'power-off', 'reboot', 'pause', 'resume', 'delete']);
export type BulkAction = z.output<typeof bulkAction>;

export const machinesContract = {
  list: oc.route({ method: 'GET', path: '/machines', tags, summary: 'List machines' }).output(machineList),

  get: oc
    .route({ method: 'GET', path: '/machines/{id}', tags, summary: 'Read a machine' })
    .input(byId)
    .output(machine),

  create: oc
    .route({
      method: 'POST',
      path: '/machines',
      tags,
      summary: 'Create one or more machines',
      successStatus: 201,
    })
    .input(createMachinesInput)
    .output(z.object({ results: z.array(machineResult) })),

  update: oc
    .route({
      method: 'PATCH',
      path: '/machines/{id}',
      tags,
      summary: 'Change a machine; most changes apply at next start',
    })
    .input(updateMachineInput)
    .output(machine),

  remove: oc
    .route({ method: 'DELETE', path: '/machines/{id}', tags, summary: 'Delete a machine and its disks' })
    .input(
      z.object({
        id: machineId,
        force: z.stringbool().or(z.boolean()).default(false).describe('Power it off first'),
      }),
    )
    .output(z.object({ deleted: z.literal(true) })),

  clone: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/clone',
      tags,
      summary: 'Copy a stopped machine, disks included',
      successStatus: 201,
    })
    .input(
      z.object({
        id: machineId,
        name: machineName,
        start: z.boolean().default(false),
        force: z.boolean().default(false),
      }),
    )
    .output(machine),

  start: oc
    .route({ method: 'POST', path: '/machines/{id}/start', tags, summary: 'Start (idempotent)' })
    .input(z.object({ id: machineId, force: z.boolean().default(false) }))
    .output(machine),

  shutdown: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/shutdown',
      tags,
      summary: 'Shut down cleanly, by the ladder (idempotent)',
    })
    .input(byId)
    .output(machine),

  powerOff: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/power-off',
      tags,
      summary: 'End at once; the guest is not asked (idempotent)',
    })
    .input(byId)
    .output(machine),

  reboot: oc
    .route({ method: 'POST', path: '/machines/{id}/reboot', tags, summary: 'Reboot cleanly' })
    .input(byId)
    .output(machine),

  pause: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/pause',
      tags,
      summary: 'Freeze (mconsole stop; idempotent)',
    })
    .input(byId)
    .output(machine),

  resume: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/resume',
      tags,
      summary: 'Go on (mconsole go, and SIGCONT where a signal holds it; idempotent)',
    })
    .input(byId)
    .output(machine),

  bulk: oc
    .route({
      method: 'POST',
      path: '/machines/bulk',
      tags,
      summary: 'One action on many machines, as a task',
      successStatus: 202,
    })
    .input(
      z.object({
        action: bulkAction,
        ids: z.array(machineId).min(1).max(MAX_BULK_IDS),
        force: z.boolean().default(false),
      }),
    )
    .output(z.object({ taskId })),

  disks: oc
    .route({ method: 'GET', path: '/machines/{id}/disks', tags, summary: 'Disks of a machine' })
    .input(byId)
    .output(
      z.object({
        items: z.array(machineDisk),
        rootDirectory: rootDirectory.nullable().describe('null: it boots from the disk ubda'),
        /** Why the kernel could not be asked although the machine runs; null otherwise. */
        silence: z.string().nullable(),
      }),
    ),

  activity: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/activity',
      tags,
      summary: 'History of a machine, newest first',
    })
    .input(
      z.object({
        id: machineId,
        before: z.coerce.number().int().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ items: z.array(activityEntry), next: z.int().nullable() })),
};
