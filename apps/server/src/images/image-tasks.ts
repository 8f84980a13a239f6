import type { Image } from '@umlaut/contracts/model';
import { buildStarterImage, importImage } from '@umlaut/core/images';
import type { ActivityLog } from '../activity/activity-log.ts';
import { uploadBody } from '../routes/upload-body.ts';
import type { Upload } from '../routes/uploads.routes.ts';
import { reportBytes } from '../tasks/report-bytes.ts';
import type { RunningTask, TaskRegistry } from '../tasks/task-registry.ts';
import type { ImageLibrary } from './image-library.ts';

export interface ImageTasksDeps {
  images: ImageLibrary;
  tasks: TaskRegistry;
  activity: ActivityLog;
  imagesDir: string;
}

/** Work that brings images: each runs as a task and leaves nothing behind when it fails or is cancelled. */
export class ImageTasks {
  readonly #deps: ImageTasksDeps;

  constructor(deps: ImageTasksDeps) {
    this.#deps = deps;
  }

  /** Each build is an image of its own: machines depend on the ones before. */
  buildStarter(actor: string): RunningTask<Image> {
    const { images, tasks, activity, imagesDir } = this.#deps;
    const spec = {
      kind: 'image-build',
      title: 'Build the starter image',
      step: 'Starting',
      cancellable: true,
    } as const;
    return tasks.start(spec, async (task) => {
      const { id, label } = await buildStarterImage({
        dir: imagesDir,
        signal: task.signal,
        onProgress: (fraction, step) => task.progress(fraction, step),
      });
      await images.refresh();
      void activity.add({
        kind: 'image.built',
        severity: 'success',
        actor,
        message: `Built the starter image "${label}".`,
      });
      return images.present(id);
    });
  }

  import(upload: Upload): RunningTask<Image> {
    const { images, tasks, activity, imagesDir } = this.#deps;
    const title = `Import the image "${upload.label}"`;
    const spec = { kind: 'image-import', title, step: 'Receiving', cancellable: true } as const;
    return tasks.start(spec, async (task) => {
      const signal = AbortSignal.any([task.signal, upload.signal]);
      const { id, label } = await importImage({
        dir: imagesDir,
        label: upload.label,
        source: uploadBody(upload.body, signal),
        signal,
        onProgress: reportBytes(task, upload.sizeBytes),
      });
      await images.refresh();
      void activity.add({
        kind: 'image.imported',
        severity: 'success',
        actor: upload.actor,
        message: `Imported the image "${label}".`,
      });
      return images.present(id);
    });
  }
}
