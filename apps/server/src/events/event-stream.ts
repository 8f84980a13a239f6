import { randomBytes } from 'node:crypto';
import type { EventBody, NumberedEvent, ServerEvent } from '@umlaut/contracts/ws';
import { EventRing } from './event-ring.ts';

export const RING_CAPACITY = 4096;
/** Memory for them: tasks over a thousand machines are long. */
const RING_CHARACTERS = 32 * 1024 * 1024;

export type SampleEvent = Extract<ServerEvent, { type: 'stats' | 'usage' | 'health' }>;

export interface EventListener {
  /** A numbered event, already as JSON: it is encoded once for all listeners. */
  onEvent(json: string): void;
  /** A sample that may be dropped. */
  onSample(json: string): void;
}

/** Numbers events, remembers the newest and hands them to every listener. Lives as long as the server. */
export class EventStream {
  /** Identity of this run of the server: numbers of another run mean nothing here. */
  readonly epoch = randomBytes(12).toString('base64url');
  readonly #ring = new EventRing({ entries: RING_CAPACITY, characters: RING_CHARACTERS });
  readonly #listeners = new Set<EventListener>();

  /** Number of the newest event. */
  get seq(): number {
    return this.#ring.seq;
  }

  /** For a list that is read now. */
  get mark(): { epoch: string; seq: number } {
    return { epoch: this.epoch, seq: this.seq };
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  publish(body: EventBody): void {
    const event = { ...body, seq: this.#ring.seq + 1 } satisfies { seq: number } as NumberedEvent;
    const json = JSON.stringify(event);
    this.#ring.push(json);
    for (const listener of this.#listeners) listener.onEvent(json);
  }

  sample(event: SampleEvent): void {
    const json = JSON.stringify(event);
    for (const listener of this.#listeners) listener.onSample(json);
  }

  /** Events after `since` of the same run, as JSON; null when the client has to read everything anew. */
  replay(epoch: string | null, since: number | null): readonly string[] | null {
    return epoch === this.epoch && since !== null ? this.#ring.after(since) : null;
  }

  /** @returns what ends the subscription. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
