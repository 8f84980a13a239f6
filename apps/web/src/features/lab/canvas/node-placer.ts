import type { LabPosition } from '@umlaut/contracts/model';

/** Puts things of React Flow where a hand has moved them, once a frame, without React. */
export class NodePlacer {
  readonly #elements = new Map<string, HTMLElement | null>();
  readonly #places = new Map<string, LabPosition>();
  #frame: number | null = null;

  place(id: string, position: LabPosition): void {
    this.#places.set(id, position);
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  /** What was moved is React Flow's again. */
  end(): void {
    if (this.#frame !== null) {
      cancelAnimationFrame(this.#frame);
      this.#draw();
    }
    this.#elements.clear();
    this.#places.clear();
  }

  #draw(): void {
    this.#frame = null;
    for (const [id, { x, y }] of this.#places) {
      const element = this.#elements.get(id) ?? document.querySelector<HTMLElement>(nodeSelector(id));
      this.#elements.set(id, element);
      // As React Flow writes it, so that it finds its own words there.
      if (element !== null) element.style.transform = `translate(${x}px,${y}px)`;
    }
  }
}

function nodeSelector(id: string): string {
  return `.react-flow__node[data-id="${CSS.escape(id)}"]`;
}
