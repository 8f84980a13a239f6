import { oc } from '@orpc/contract';
import { z } from 'zod';
import { activityEntry } from '../model/index.ts';
import { snapshotMark } from './snapshot.ts';

export const activityContract = {
  list: oc
    .route({ method: 'GET', path: '/activity', tags: ['Activity'], summary: 'What happened, newest first' })
    .input(
      z.object({
        before: z.coerce.number().int().optional().describe('Entries with a lower id'),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        severity: z.enum(['info', 'success', 'warning', 'error']).optional(),
      }),
    )
    .output(z.object({ ...snapshotMark, items: z.array(activityEntry), next: z.int().nullable() })),
};
