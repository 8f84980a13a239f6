import { oc } from '@orpc/contract';
import { z } from 'zod';
import { image, imageId, taskId } from '../model/index.ts';
import { snapshotMark } from './snapshot.ts';

const tags = ['Images'];
const byId = z.object({ id: imageId });

export const imageList = z.object({ ...snapshotMark, items: z.array(image) });
export type ImageList = z.output<typeof imageList>;

/** Import is a raw octet-stream upload and therefore stands beside this contract: POST /images/import?label=. */
export const imagesContract = {
  list: oc.route({ method: 'GET', path: '/images', tags, summary: 'List images' }).output(imageList),
  update: oc
    .route({ method: 'PATCH', path: '/images/{id}', tags, summary: 'Rename, describe or make default' })
    .input(
      z.object({
        id: imageId,
        label: z.string().min(1).max(100).optional(),
        description: z.string().max(500).optional(),
        isDefault: z.literal(true).optional(),
      }),
    )
    .output(image),
  remove: oc
    .route({ method: 'DELETE', path: '/images/{id}', tags, summary: 'Delete an image that no machine uses' })
    .input(byId)
    .output(z.object({ deleted: z.literal(true) })),
  buildStarter: oc
    .route({
      method: 'POST',
      path: '/images/starter',
      tags,
      summary: 'Build a fresh starter image, as a task',
      successStatus: 202,
    })
    .output(z.object({ taskId })),
};
