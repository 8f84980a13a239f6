import { UmlautError } from '@umlaut/contracts/errors';
import type { ImageId } from '@umlaut/contracts/model';

/** Which images something is just done with: many may read one, and who writes it is alone with it. */
export class ImageHolds {
  /** Images that machines are just being made from, and how often. */
  readonly #held = new Map<ImageId, number>();
  /** Images whose content is just being changed. */
  readonly #seized = new Set<ImageId>();

  isFree(id: ImageId): boolean {
    return !this.#held.has(id) && !this.#seized.has(id);
  }

  /** Its content is just being changed, by somebody who said so. */
  isSeized(id: ImageId): boolean {
    return this.#seized.has(id);
  }

  /** Kept from being deleted and written until it is disposed of. */
  hold(id: ImageId): Disposable {
    this.#held.set(id, (this.#held.get(id) ?? 0) + 1);
    return { [Symbol.dispose]: () => this.#release(id) };
  }

  /**
   * Kept from being used and deleted while its content is changed.
   * @throws IMAGE_IN_USE while a machine or disk is made from it
   */
  seize(id: ImageId, label: string): Disposable {
    if (!this.isFree(id)) {
      throw new UmlautError(
        'IMAGE_IN_USE',
        `Something is just being made from "${label}", or it is written.`,
        {
          field: 'id',
          hint: 'Try again in a moment.',
        },
      );
    }
    this.#seized.add(id);
    return { [Symbol.dispose]: () => void this.#seized.delete(id) };
  }

  #release(id: ImageId): void {
    const left = (this.#held.get(id) ?? 1) - 1;
    if (left === 0) this.#held.delete(id);
    else this.#held.set(id, left);
  }
}
