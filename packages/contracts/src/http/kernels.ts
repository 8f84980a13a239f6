import { oc } from '@orpc/contract';
import { z } from 'zod';
import { kernel, kernelId } from '../model/index.ts';
import { snapshotMark } from './snapshot.ts';

const tags = ['Kernels'];

export const kernelList = z.object({ ...snapshotMark, items: z.array(kernel) });
export type KernelList = z.output<typeof kernelList>;

/** Import is a raw octet-stream upload and therefore stands beside this contract: POST /kernels/import?label=. */
export const kernelsContract = {
  list: oc.route({ method: 'GET', path: '/kernels', tags, summary: 'List kernels' }).output(kernelList),
  scan: oc
    .route({ method: 'POST', path: '/kernels/scan', tags, summary: 'Look for kernels again' })
    .output(kernelList),
  update: oc
    .route({ method: 'PATCH', path: '/kernels/{id}', tags, summary: 'Make default' })
    .input(z.object({ id: kernelId, isDefault: z.literal(true) }))
    .output(kernel),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/kernels/{id}',
      tags,
      summary: 'Delete an imported kernel that no machine uses',
    })
    .input(z.object({ id: kernelId }))
    .output(z.object({ deleted: z.literal(true) })),
};
