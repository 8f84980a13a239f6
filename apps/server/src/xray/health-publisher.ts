import type { GuestHealth, MachineHealth, MachineId } from '@umlaut/contracts/model';
import { HEALTH_INTERVAL_MS } from '@umlaut/contracts/ws';
import type { EventStream } from '../events/event-stream.ts';

/** News of this kind are told together, and soon. */
const COALESCE_MS = 50;

/** The verdicts on all machines that run, for lists: tells what has changed, in bundles. */
export class HealthPublisher {
  readonly #events: EventStream;
  readonly #latest = new Map<MachineId, MachineHealth>();
  readonly #changed = new Set<MachineId>();
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Number.POSITIVE_INFINITY;

  constructor(events: EventStream) {
    this.#events = events;
  }

  latest(): MachineHealth[] {
    return [...this.#latest.values()];
  }

  note(id: MachineId, { level, sentence }: GuestHealth): void {
    const before = this.#latest.get(id);
    if (before?.level === level && before.sentence === sentence) return;
    this.#latest.set(id, { id, level, sentence });
    this.#changed.add(id);
    // Figures in words change all the time; a new verdict is news.
    this.#tellWithin(before?.level === level ? HEALTH_INTERVAL_MS : COALESCE_MS);
  }

  /** Of a machine that runs no more there is none. */
  forget(id: MachineId): void {
    this.#latest.delete(id);
    this.#changed.delete(id);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #tellWithin(delayMs: number): void {
    const dueAt = performance.now() + delayMs;
    if (dueAt >= this.#dueAt) return;
    this.#dueAt = dueAt;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), delayMs);
  }

  #tell(): void {
    this.#dueAt = Number.POSITIVE_INFINITY;
    const items = [...this.#changed].flatMap((id) => this.#latest.get(id) ?? []);
    this.#changed.clear();
    if (items.length > 0 && this.#events.hasListeners) this.#events.sample({ type: 'health', items });
  }
}
