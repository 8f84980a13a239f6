import type { FrameSink } from './frame-sink.ts';
import type { Link } from './link.ts';

interface Tap {
  id: string;
  direction: 0 | 1;
  sink: FrameSink;
}

/** Who listens to links: a link that is made anew with the same id has the same listeners. */
export class LinkTaps {
  readonly #find: (id: string) => Link | null;
  readonly #taps = new Set<Tap>();

  constructor(find: (id: string) => Link | null) {
    this.#find = find;
  }

  add(id: string, direction: 0 | 1, sink: FrameSink): Disposable {
    const tap = { id, direction, sink };
    this.#taps.add(tap);
    this.connect(id);
    return {
      [Symbol.dispose]: () => {
        this.#taps.delete(tap);
        this.connect(id);
      },
    };
  }

  connect(id: string): void {
    const link = this.#find(id);
    if (link === null) return;
    const taps = [...this.#taps].filter((tap) => tap.id === id);
    for (const direction of [0, 1] as const) {
      link.entry(direction).taps = taps.filter((tap) => tap.direction === direction).map(({ sink }) => sink);
    }
  }
}
