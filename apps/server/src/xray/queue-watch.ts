import { isUmlautError } from '@umlaut/contracts/errors';
import type { MconsoleQueue } from '@umlaut/contracts/model';
import { probeQueue, type AskGuest, type QueueProbe } from '@umlaut/core/xray';

/** A guest that gets little of its host's time may need seconds for what else takes a millisecond. */
export const PATIENCE_MS = 3_000;
/** Of a kernel that has answered nothing for this long it is said that it does not answer. */
const CERTAIN_MS = 5_500;
/** Between two probes of such a kernel; doubled each time, for each leaves a question in its queue. */
const FIRST_PROBE_MS = 2_000;
const MAX_PROBE_MS = 30_000;

/** Whether the kernel of one run answers, and since when it does not. */
export class QueueWatch {
  readonly #ask: AskGuest;
  #known: MconsoleQueue = { state: 'answering', since: null, detail: null };
  /** When the first question in a row was put that got no answer; milliseconds of performance.now(). */
  #failingSince: number | null = null;
  #probedAt = 0;
  #intervalMs = FIRST_PROBE_MS;
  #probing: Promise<MconsoleQueue> | null = null;

  constructor(ask: AskGuest) {
    this.#ask = ask;
  }

  get known(): MconsoleQueue {
    return this.#known;
  }

  /** Whether a question may be put now: to a kernel that did not answer the last one only after a probe. */
  async isOpen(): Promise<boolean> {
    if (this.#failingSince === null) return true;
    if (this.#known.state !== 'answering') {
      if (performance.now() - this.#probedAt < this.#intervalMs) return false;
      this.#intervalMs = Math.min(MAX_PROBE_MS, this.#intervalMs * 2);
    }
    await this.probe(performance.now());
    return this.#failingSince === null;
  }

  /** A question was answered. */
  noteAnswer(): void {
    this.#failingSince = null;
    this.#intervalMs = FIRST_PROBE_MS;
    if (this.#known.state !== 'answering') this.#note({ state: 'answering', detail: null }, Date.now());
  }

  /**
   * A question was put and got no answer: finds out how far the kernel still answers.
   * @param since when it was put; milliseconds of performance.now()
   */
  probe(since: number): Promise<MconsoleQueue> {
    this.#failingSince ??= since;
    this.#probing ??= this.#probe(this.#failingSince).finally(() => (this.#probing = null));
    return this.#probing;
  }

  async #probe(failingSince: number): Promise<MconsoleQueue> {
    this.#probedAt = performance.now();
    try {
      const found = await probeQueue((lines) => this.#ask(lines, PATIENCE_MS));
      const silentMs = performance.now() - failingSince;
      if (found.state === 'answering') this.noteAnswer();
      else if (silentMs >= CERTAIN_MS || !UNCERTAIN.includes(found.state))
        this.#note(found, Date.now() - silentMs);
    } catch (error) {
      // An earlier question still has its turn, or the monitor is gone: that says nothing about the kernel.
      if (!isUmlautError(error)) throw error;
    }
    return this.#known;
  }

  #note({ state, detail }: QueueProbe, at: number): void {
    const since = state === this.#known.state ? this.#known.since : new Date(at).toISOString();
    this.#known = { state, since, detail };
  }
}

/** What only time tells from a guest that is slow. */
const UNCERTAIN: readonly QueueProbe['state'][] = ['stuck', 'silent'];
