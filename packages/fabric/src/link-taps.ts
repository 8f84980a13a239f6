import type { FrameSink } from './frame-sink.ts';
import type { Link } from './link.ts';

/** Where a direction of a link is listened to: as frames go in, or as they come out at the far end. */
export interface TapPlace {
  direction: 0 | 1;
  side: 'entry' | 'exit';
}

interface Tap extends TapPlace {
  link: string;
  sink: FrameSink;
}

/** Who listens to links: a link that is made anew with the same id has the same listeners. */
export class LinkTaps {
  readonly #find: (id: string) => Link | null;
  readonly #taps = new Set<Tap>();

  constructor(find: (id: string) => Link | null) {
    this.#find = find;
  }

  add(tap: Tap): Disposable {
    this.#taps.add(tap);
    this.connect(tap.link);
    return {
      [Symbol.dispose]: () => {
        this.#taps.delete(tap);
        this.connect(tap.link);
      },
    };
  }

  connect(id: string): void {
    const link = this.#find(id);
    if (link === null) return;
    const taps = [...this.#taps].filter((tap) => tap.link === id);
    for (const direction of [0, 1] as const) {
      const sinks = (side: TapPlace['side']): FrameSink[] =>
        taps.filter((tap) => tap.direction === direction && tap.side === side).map(({ sink }) => sink);
      const entry = link.entry(direction);
      const entering = sinks('entry');
      entry.entryTaps = entering.length === 0 ? null : entering;
      entry.taps = sinks('exit');
    }
  }
}
