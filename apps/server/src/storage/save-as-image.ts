import type { ImageId } from '@umlaut/contracts/model';
import type { DiskWorker } from '@umlaut/core/disks';
import { saveImage } from '@umlaut/core/images';
import type { ImageLibrary } from '../images/image-library.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';
import { part } from './task-part.ts';

const MERGE_SHARE = 0.6;

/**
 * Makes a new image of a copy-on-write disk and its image, of the same size or a larger one. Both stay as they are.
 * @returns the image's id
 */
export async function saveAsImage(
  { images, worker, imagesDir }: { images: ImageLibrary; worker: DiskWorker; imagesDir: string },
  request: { cowPath: string; imageId: ImageId; label: string; description: string; sizeBytes: number },
  task: TaskHandle,
): Promise<ImageId> {
  const { cowPath, label, description, sizeBytes } = request;
  using below = await images.hold(request.imageId);
  const { id } = await saveImage({
    dir: imagesDir,
    label,
    description,
    make: async (outPath) => {
      const merging = part(task, 0, MERGE_SHARE, 'Copying');
      await worker.run('merge', { cowPath, outPath, backingPath: below.path, sizeBytes }, merging);
      const { sha256 } = await worker.run(
        'digest',
        { path: outPath },
        part(task, MERGE_SHARE, 1, 'Taking its SHA-256'),
      );
      return sha256;
    },
  });
  await images.refresh();
  return id;
}
