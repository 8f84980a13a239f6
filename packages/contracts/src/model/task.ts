import { z } from 'zod';
import { wireError } from '../errors/wire-error.ts';
import { machineId, taskId } from './ids.ts';

/** Anything that may take over a second and that a person would want to watch or cancel. */
export const task = z.object({
  id: taskId,
  kind: z.enum([
    'bulk',
    'create',
    'unpack',
    'clone',
    'branch',
    'disk-copy',
    'image-build',
    'image-import',
    'kernel-import',
    'shutdown',
    'reboot',
    'disk-save',
    'disk-merge',
    'disk-mend',
    'disk-reclaim',
    'disk-enlarge',
    'snapshot-compare',
    'lab-open',
  ]),
  title: z.string(),
  machineIds: z.array(machineId),
  state: z.enum(['running', 'succeeded', 'failed', 'cancelled']),
  /** 0 to 1, or null when it cannot be known. */
  progress: z.number().min(0).max(1).nullable(),
  /** What is being done now: "Building the file system". */
  step: z.string(),
  cancellable: z.boolean(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  error: wireError.nullable(),
  /** Results of a task over several machines, in order; grows while it runs. */
  items: z.array(z.object({ id: machineId, name: z.string(), ok: z.boolean(), error: wireError.nullable() })),
});
export type Task = z.output<typeof task>;
