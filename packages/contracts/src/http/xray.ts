import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  guestFile,
  guestMemoryBalance,
  incident,
  incidentId,
  incidentSummary,
  machineId,
  xray,
} from '../model/index.ts';

const tags = ['X-ray'];
const byId = z.object({ id: machineId });

export const MAX_GUEST_PATH_LENGTH = 400;

export const guestPath = z
  .string()
  .regex(/^\//, 'A path in the guest begins with "/"')
  .max(MAX_GUEST_PATH_LENGTH, `At most ${MAX_GUEST_PATH_LENGTH} characters`);

/** Live frames: GET /api/v1/machines/{id}/xray as a WebSocket, ws/xray.ts. */
export const xrayContract = {
  get: oc
    .route({ method: 'GET', path: '/machines/{id}/xray', tags, summary: 'One full look inside, now' })
    .input(byId)
    .output(xray),

  file: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/files',
      tags,
      summary: 'Read a regular file of the running guest, without login',
    })
    .input(
      z.object({
        id: machineId,
        path: guestPath,
        /** Also outside the trees where no file is known to block the kernel's work queue. */
        anywhere: z.stringbool().or(z.boolean()).default(false),
      }),
    )
    .output(guestFile),

  memory: oc
    .route({ method: 'GET', path: '/machines/{id}/memory', tags, summary: 'Memory that could be given back' })
    .input(byId)
    .output(guestMemoryBalance),

  setMemory: oc
    .route({
      method: 'PUT',
      path: '/machines/{id}/memory',
      tags,
      summary: 'Have the running guest give memory back to the host, or take it again (idempotent)',
    })
    .input(byId.extend({ takenMiB: z.int('Whole MiB').min(0, 'At least 0') }))
    .output(z.object({ before: guestMemoryBalance, after: guestMemoryBalance })),

  incidents: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/incidents',
      tags,
      summary: 'Panics, hangs and the like, newest first',
    })
    .input(byId)
    .output(z.object({ items: z.array(incidentSummary) })),

  incident: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/incidents/{incidentId}',
      tags,
      summary: 'One incident with its evidence and decoded traces',
    })
    .input(byId.extend({ incidentId: z.coerce.number().pipe(incidentId) }))
    .output(incident),
};
