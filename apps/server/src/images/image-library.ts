import { isDeepStrictEqual } from 'node:util';
import { UmlautError } from '@umlaut/contracts/errors';
import type { ImageList } from '@umlaut/contracts/http';
import type { Image, ImageId } from '@umlaut/contracts/model';
import { findInterruptedMerges } from '@umlaut/core/disks';
import { listImages, removeImage, updateImage, type StoredImage } from '@umlaut/core/images';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { Settings } from '../database/settings.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { HeldImage } from '../machines/creation.ts';
import { listed } from '../machines/list-names.ts';
import { defaultImage } from './default-image.ts';
import { ImageHolds } from './image-holds.ts';
import { readMark, type ImageMarks } from './image-marks.ts';

export interface ImageLibraryDeps {
  marks: ImageMarks;
  settings: Settings;
  events: EventStream;
  activity: ActivityLog;
  imagesDir: string;
  countMachines: (id: ImageId) => number;
  /** Names of machines that need it, or a snapshot of theirs. */
  usersOf: (id: ImageId) => string[];
  /** The machines of this image show another label now. */
  onRelabelled: (id: ImageId) => void;
}

/** An image's file and what is written beside it, with what is wrong with it. */
type FoundImage = StoredImage & { readonly problem: string | null };

/** The images under `$UMLAUT_HOME/images`, with what machines and the administrator's choice add to them. */
export class ImageLibrary {
  readonly #deps: ImageLibraryDeps;
  #images = new Map<ImageId, FoundImage>();
  readonly #holds = new ImageHolds();

  constructor(deps: ImageLibraryDeps) {
    this.#deps = deps;
  }

  /** Reads the folder and tells what has changed: files come, go and are written to behind our back, too. */
  async refresh(): Promise<void> {
    const stored = await listImages(this.#deps.imagesDir);
    const found = await Promise.all(stored.map((image) => this.#examine(image)));
    const before = this.#images;
    this.#images = new Map(found.map((image) => [image.id, image]));
    for (const id of before.keys()) {
      if (this.#images.has(id)) continue;
      this.#deps.events.publish({ type: 'image.removed', id });
      this.#deps.onRelabelled(id);
    }
    for (const [id, image] of this.#images) {
      const was = before.get(id);
      if (isDeepStrictEqual(was, image)) continue;
      this.republish(id);
      if (was?.label !== image.label) this.#deps.onRelabelled(id);
    }
  }

  get isEmpty(): boolean {
    return this.#images.size === 0;
  }

  async list(): Promise<ImageList> {
    await this.refresh();
    return {
      ...this.#deps.events.mark,
      items: [...this.#images.values()].map((image) => this.#present(image)),
    };
  }

  present(id: ImageId): Image {
    return this.#present(this.#get(id));
  }

  labelOf(id: ImageId): string | null {
    return this.#images.get(id)?.label ?? null;
  }

  idOfPath(path: string): ImageId | null {
    return [...this.#images.values()].find((image) => image.path === path)?.id ?? null;
  }

  /**
   * The wanted image or the default one, kept from being deleted until it is disposed of.
   * @throws IMAGE_NOT_FOUND, IMAGE_UNAVAILABLE
   */
  async hold(wanted: ImageId | undefined): Promise<HeldImage> {
    const id = wanted ?? this.#defaultId();
    if (id === null) {
      throw new UmlautError('IMAGE_UNAVAILABLE', 'There is no image to make a machine from.', {
        field: 'imageId',
        hint: 'Build the starter image on the Images page, or import one.',
      });
    }
    const image = this.#images.get(id);
    if (image === undefined) throw notFound(id, 'imageId');
    this.#requireWhole(image);
    const hold = this.#holds.hold(id);
    try {
      await this.#mark(image);
    } catch (error) {
      hold[Symbol.dispose]();
      throw error;
    }
    return { id, path: image.path, [Symbol.dispose]: () => hold[Symbol.dispose]() };
  }

  /**
   * Keeps an image from being used and deleted while its content is changed.
   * @throws IMAGE_NOT_FOUND; IMAGE_IN_USE while a machine or disk is made from it
   */
  seize(id: ImageId): Disposable {
    return this.#holds.seize(id, this.#get(id).label);
  }

  /** What an image is now is what its disks lie over: told after its content was changed, or found to be the same. */
  async settle(id: ImageId, changes: { sha256?: string | null } = {}): Promise<void> {
    const stored = await updateImage(this.#deps.imagesDir, id, changes);
    const mark = await readMark(stored.path);
    if (mark !== null) await this.#deps.marks.set(id, mark);
    this.#images.set(id, await this.#examine(stored));
    this.republish(id);
  }

  /** The disk whose merge into this image was cut off, or null. */
  halfMergedBy(id: ImageId): string | null {
    const path = this.#images.get(id)?.path;
    const merge = findInterruptedMerges(this.#deps.imagesDir).find(({ backingPath }) => backingPath === path);
    return merge === undefined ? null : (merge.journal?.cowPath ?? 'an unknown disk');
  }

  #requireWhole({ id, label }: FoundImage): void {
    if (!this.#holds.isSeized(id) && this.halfMergedBy(id) === null) return;
    throw new UmlautError('IMAGE_UNAVAILABLE', `A disk is being merged into "${label}".`, {
      field: 'imageId',
      hint: 'Wait until that is done. A merge that was cut off is finished when the server starts.',
    });
  }

  /** The file of the image that a machine was made from. @throws IMAGE_UNAVAILABLE */
  pathOf(id: ImageId): string {
    const image = this.#images.get(id);
    if (image !== undefined) return image.path;
    throw new UmlautError(
      'IMAGE_UNAVAILABLE',
      `The image "${id}" is gone, and the machine's disk needs it.`,
      {
        field: 'imageId',
        hint: 'Put its file back into the folder "images".',
      },
    );
  }

  /** @throws IMAGE_NOT_FOUND, STORAGE_FULL */
  async update(
    id: ImageId,
    patch: { label?: string | undefined; description?: string | undefined; isDefault?: true | undefined },
    actor: string,
  ): Promise<Image> {
    const before = { image: this.#get(id), defaultId: this.#defaultId() };
    const { isDefault, ...texts } = patch;
    if (isDefault === true) await this.#deps.settings.set('default-image', id);
    if (texts.label !== undefined || texts.description !== undefined) {
      const stored = await updateImage(this.#deps.imagesDir, id, texts);
      this.#images.set(id, await this.#examine(stored));
    }
    this.republish(id);
    const was = before.defaultId;
    if (was !== null && was !== this.#defaultId()) this.republish(was);
    if (before.image.label !== this.labelOf(id)) this.#deps.onRelabelled(id);
    const label = this.labelOf(id) ?? id;
    void this.#deps.activity.add({
      kind: 'image.updated',
      severity: 'info',
      actor,
      message: isDefault === true ? `Made "${label}" the default image.` : `Changed the image "${label}".`,
    });
    return this.present(id);
  }

  /** @throws IMAGE_NOT_FOUND, IMAGE_IN_USE */
  async remove(id: ImageId, actor: string): Promise<void> {
    const { label } = this.#get(id);
    const machines = this.#deps.countMachines(id);
    if (machines > 0 || !this.#holds.isFree(id)) {
      const users = machines > 0 ? listed(this.#deps.usersOf(id)) : 'Something that is just being made';
      throw new UmlautError('IMAGE_IN_USE', `${users} cannot be without "${label}".`, {
        field: 'id',
        hint: 'Delete those machines and snapshots first: their disks hold only what differs from it.',
        details: { machines },
      });
    }
    const wasDefault = this.#defaultId() === id;
    // From here on no machine can be made from it.
    this.#images.delete(id);
    try {
      await removeImage(this.#deps.imagesDir, id);
    } catch (error) {
      await this.refresh();
      throw error;
    }
    await this.#deps.marks.remove(id);
    this.#deps.events.publish({ type: 'image.removed', id });
    const next = this.#defaultId();
    if (wasDefault && next !== null) this.republish(next);
    void this.#deps.activity.add({
      kind: 'image.deleted',
      severity: 'info',
      actor,
      message: `Deleted the image "${label}".`,
    });
  }

  republish(id: ImageId): void {
    const image = this.#images.get(id);
    if (image !== undefined)
      this.#deps.events.publish({ type: 'image.changed', image: this.#present(image) });
  }

  /** The first machine of an image fixes what it has to be from then on. */
  async #mark({ id, path }: FoundImage): Promise<void> {
    if (this.#deps.countMachines(id) > 0) return;
    const mark = await readMark(path);
    if (mark !== null) await this.#deps.marks.set(id, mark);
  }

  async #examine(image: StoredImage): Promise<FoundImage> {
    const isUsed = this.#deps.countMachines(image.id) > 0;
    const mark = isUsed ? await readMark(image.path) : null;
    return { ...image, problem: mark === null ? null : this.#deps.marks.problemOf(image.id, mark) };
  }

  #defaultId(): ImageId | null {
    return defaultImage([...this.#images.values()], this.#deps.settings.get('default-image'));
  }

  #get(id: ImageId): FoundImage {
    const image = this.#images.get(id);
    if (image === undefined) throw notFound(id, 'id');
    return image;
  }

  #present(image: FoundImage): Image {
    return {
      ...image,
      machineCount: this.#deps.countMachines(image.id),
      isDefault: this.#defaultId() === image.id,
    };
  }
}

function notFound(id: string, field: string): UmlautError {
  return new UmlautError('IMAGE_NOT_FOUND', `There is no image "${id}".`, { field });
}
