import { oc } from '@orpc/contract';
import { z } from 'zod';
import { host, hostCheck } from '../model/index.ts';

const tags = ['Host'];

export const hostContract = {
  get: oc.route({ method: 'GET', path: '/host', tags, summary: 'This host and its load' }).output(host),
  checks: oc
    .route({
      method: 'GET',
      path: '/host/checks',
      tags,
      summary: 'What this host can and cannot do (doctor)',
    })
    .output(z.object({ checkedAt: z.iso.datetime(), items: z.array(hostCheck) })),
};
