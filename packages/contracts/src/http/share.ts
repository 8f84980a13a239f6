import { oc } from '@orpc/contract';
import { z } from 'zod';
import { machineId, shareEntry, shareEntryPath, sharePath } from '../model/index.ts';

const tags = ['Share'];

/** Where the starter image mounts the share. */
export const GUEST_SHARE = '/mnt/share';

export const shareListing = z.object({
  /** Folders first, by name. */
  items: z.array(shareEntry),
  /** There is more than is listed. */
  isCut: z.boolean(),
});
export type ShareListing = z.output<typeof shareListing>;

/** Of the two routes beside the contract: a file's upload, and its download. */
export const shareFileQuery = z.object({ path: shareEntryPath });

export const shareContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/share',
      tags,
      summary: 'What is in a folder of the share, which the guest mounts by hostfs; links are not followed',
    })
    .input(z.object({ id: machineId, path: sharePath.default('') }))
    .output(shareListing),

  makeFolder: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/share/folders',
      tags,
      successStatus: 201,
      summary: 'Make a folder in the share',
    })
    .input(z.object({ id: machineId, path: shareEntryPath }))
    .output(shareEntry),

  rename: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/share/rename',
      tags,
      summary: 'Give something in the share another name or place; never over another',
    })
    .input(z.object({ id: machineId, path: shareEntryPath, to: shareEntryPath }))
    .output(shareEntry),

  remove: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/share/remove',
      tags,
      summary: 'Delete something in the share, a folder with all below it',
    })
    .input(z.object({ id: machineId, path: shareEntryPath }))
    .output(z.object({ removed: z.int().min(0) })),
};
