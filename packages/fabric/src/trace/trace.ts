import type { TraceEvent, TracedFrame } from '@umlaut/contracts/fabric';

/** What a frame is, so that it is known again at the next link; null: of no interest. */
export type FrameMatch = (bytes: Uint8Array, start: number, end: number) => FrameIdentity | null;

export interface FrameIdentity {
  /** The same at every link that it passes, also behind routers. */
  key: string;
  kind: TracedFrame['kind'];
  number: number | null;
  /** Who sent it on its first link. */
  sender: string;
  text: () => string;
}

export interface FollowedFrame extends TracedFrame {
  readonly sender: string;
}

/** More is no picture any more; it ends what a busy pair of machines or a storm would fill. */
const MAX_FRAMES = 64;
const MAX_EVENTS = 4000;
/** The same frame at its first link again so much later was sent again. */
const AGAIN_MS = 100;

/** Follows the frames that match: dispose to end it. */
export class Trace implements Disposable {
  readonly frames: FollowedFrame[] = [];
  readonly #match: FrameMatch;
  readonly #began: number;
  readonly #end: () => void;
  readonly #byKey = new Map<string, FollowedFrame>();
  #events = 0;
  isCut = false;

  constructor({ match, began, end }: { match: FrameMatch; began: number; end: () => void }) {
    this.#match = match;
    this.#began = began;
    this.#end = end;
  }

  /** What is known of a frame that is seen somewhere; null: it is of no interest. */
  look(bytes: Uint8Array, start: number, end: number): FollowedFrame | null {
    // A storm is not looked at any longer than it has to be.
    if (this.#events >= MAX_EVENTS) return null;
    const identity = this.#match(bytes, start, end);
    if (identity === null) return null;
    return this.#byKey.get(identity.key) ?? this.#add(identity);
  }

  note(frame: FollowedFrame, event: TraceEvent): void {
    if (this.#events >= MAX_EVENTS) return;
    this.#events += 1;
    if (this.#events === MAX_EVENTS) this.isCut = true;
    this.#current(frame, event).events.push({ ...event, at: event.at - this.#began });
  }

  [Symbol.dispose](): void {
    this.#end();
  }

  /** One that looks the same and begins anew is another. */
  #current(frame: FollowedFrame, event: TraceEvent): FollowedFrame {
    const [first] = frame.events;
    if (event.what !== 'enters' || first?.what !== 'enters') return frame;
    const isSamePlace = first.link === event.link && first.direction === event.direction;
    if (!isSamePlace || event.at - this.#began - first.at < AGAIN_MS) return frame;
    const [key] = [...this.#byKey].find(([, one]) => one === frame) ?? [];
    if (key === undefined || this.frames.length >= MAX_FRAMES) {
      this.isCut = true;
      return frame;
    }
    const again = { ...frame, events: [] };
    this.frames.push(again);
    this.#byKey.set(key, again);
    return again;
  }

  #add({ key, text, ...identity }: FrameIdentity): FollowedFrame | null {
    if (this.frames.length >= MAX_FRAMES) {
      this.isCut = true;
      return null;
    }
    const frame: FollowedFrame = { ...identity, text: text(), events: [] };
    this.frames.push(frame);
    this.#byKey.set(key, frame);
    return frame;
  }
}
