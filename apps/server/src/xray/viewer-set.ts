import type { XrayFrame } from '@umlaut/contracts/ws';
import type { FrameViewer } from '../ws/serve-viewer.ts';

/** Who views one machine. */
export class ViewerSet {
  readonly #viewers = new Set<FrameViewer>();

  get isEmpty(): boolean {
    return this.#viewers.size === 0;
  }

  /** @returns what ends the viewing. */
  add(viewer: FrameViewer): () => void {
    this.#viewers.add(viewer);
    return () => void this.#viewers.delete(viewer);
  }

  send(frame: XrayFrame): void {
    if (this.isEmpty) return;
    const json = JSON.stringify(frame);
    for (const viewer of this.#viewers) viewer.onFrame(json);
  }

  /** The machine is gone, and with it everybody. */
  end(): void {
    for (const viewer of this.#viewers) viewer.onGone();
    this.#viewers.clear();
  }
}
