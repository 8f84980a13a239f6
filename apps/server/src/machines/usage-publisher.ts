import type { ImageId, KernelId, MachineId } from '@umlaut/contracts/model';
import { imagesOf } from '../disks/configured-disks.ts';
import type { MachineRecord } from './machine-record.ts';
import type { MachineRegistry } from './machine-registry.ts';

/** Changes within this time are told together: a hundred new machines are one change of their image. */
const COALESCE_MS = 50;

export interface UsagePublisherDeps {
  registry: MachineRegistry;
  republishImage: (id: ImageId) => void;
  republishKernel: (id: KernelId) => void;
}

/** Tells how many machines use an image or kernel whenever that has changed. */
export class UsagePublisher {
  readonly #deps: UsagePublisherDeps;
  readonly #known = new Map<MachineId, MachineRecord>();
  readonly #images = new Set<ImageId>();
  readonly #kernels = new Set<KernelId>();
  readonly #leave: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: UsagePublisherDeps) {
    this.#deps = deps;
    for (const { record } of deps.registry.entries()) this.#known.set(record.id, record);
    this.#leave = deps.registry.onChanged((id) => this.#onChanged(id));
  }

  close(): void {
    this.#leave();
    clearTimeout(this.#timer);
  }

  #onChanged(id: MachineId): void {
    const before = this.#known.get(id);
    const after = this.#deps.registry.find(id)?.record;
    const isSame =
      before?.disks === after?.disks &&
      before?.snapshots.items === after?.snapshots.items &&
      before?.kernelId === after?.kernelId;
    if (isSame) return;
    for (const use of [before, after]) {
      if (use === undefined) continue;
      for (const image of imagesOf(use)) this.#images.add(image);
      this.#kernels.add(use.kernelId);
    }
    if (after === undefined) this.#known.delete(id);
    else this.#known.set(id, after);
    this.#timer ??= setTimeout(() => this.#publish(), COALESCE_MS);
  }

  #publish(): void {
    this.#timer = undefined;
    for (const id of this.#images) this.#deps.republishImage(id);
    for (const id of this.#kernels) this.#deps.republishKernel(id);
    this.#images.clear();
    this.#kernels.clear();
  }
}
