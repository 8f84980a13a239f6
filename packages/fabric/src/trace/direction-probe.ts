import type { DropReason, LabLinkId } from '@umlaut/contracts/model';
import type { LinkProbe } from './link-probe.ts';
import type { Looking, Untimed } from './looking.ts';

/** Who is told what this sees. */
export interface Onlooker {
  look(bytes: Uint8Array, start: number, end: number): Looking[];
  note(looking: readonly Looking[], event: Untimed): void;
}

/** At one direction of a link. */
export class DirectionProbe implements LinkProbe {
  readonly #onlooker: Onlooker;
  readonly #place: { link: LabLinkId; direction: 0 | 1 };
  /** The frame that is under way now: whatever is dropped then is this one, as nodes drop at once. */
  #current: readonly Looking[] = [];

  constructor(onlooker: Onlooker, place: { link: LabLinkId; direction: 0 | 1 }) {
    this.#onlooker = onlooker;
    this.#place = place;
  }

  enters(bytes: Uint8Array, start: number, end: number): void {
    this.#see('enters', this.#onlooker.look(bytes, start, end));
  }

  leaves(bytes: Uint8Array, start: number, end: number): void {
    this.#see('leaves', this.#onlooker.look(bytes, start, end));
  }

  drops(reason: DropReason): void {
    if (this.#current.length > 0)
      this.#onlooker.note(this.#current, { what: 'dropped', ...this.#place, reason });
  }

  #see(what: 'enters' | 'leaves', looking: readonly Looking[]): void {
    this.#current = looking;
    if (looking.length > 0) this.#onlooker.note(looking, { what, ...this.#place });
  }
}
