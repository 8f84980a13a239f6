import type { Image, ImageId, Kernel, KernelId, LabFile } from '@umlaut/contracts/model';
import { FileKeys } from './file-keys.ts';

/** All that this host has. */
export interface PartSources {
  images: readonly Pick<Image, 'id' | 'label' | 'sizeBytes' | 'sha256'>[];
  kernels: readonly Pick<Kernel, 'id' | 'label' | 'version' | 'origin'>[];
}

/** The images and kernels that the machines of a file are made from, each told once. */
export class MachineParts {
  readonly images = new Map<string, LabFile['images'][string]>();
  readonly kernels = new Map<string, LabFile['kernels'][string]>();
  readonly #sources: PartSources;
  readonly #imageKeys = new FileKeys();
  readonly #kernelKeys = new FileKeys();
  readonly #keysOfImages = new Map<ImageId, string>();
  readonly #keysOfKernels = new Map<KernelId, string>();

  constructor(sources: PartSources) {
    this.#sources = sources;
  }

  imageKey(id: ImageId): string {
    const known = this.#keysOfImages.get(id);
    if (known !== undefined) return known;
    const image = this.#sources.images.find((one) => one.id === id);
    const label = image?.label ?? id;
    const key = this.#imageKeys.take(label, 'image');
    this.#keysOfImages.set(id, key);
    this.images.set(key, {
      label,
      ...(image === undefined ? {} : { sizeBytes: image.sizeBytes }),
      ...(typeof image?.sha256 === 'string' ? { sha256: image.sha256 } : {}),
    });
    return key;
  }

  kernelKey(id: KernelId): string {
    const known = this.#keysOfKernels.get(id);
    if (known !== undefined) return known;
    const kernel = this.#sources.kernels.find((one) => one.id === id);
    const version = kernel?.version ?? id;
    const key = this.#kernelKeys.take(`linux-${version}`, 'kernel');
    this.#keysOfKernels.set(id, key);
    // What an installed one is called says only where it lies on this host.
    const label = kernel?.origin === 'imported' ? { label: kernel.label } : {};
    this.kernels.set(key, { version, ...label });
    return key;
  }
}
