import { isUmlautError, type ErrorCode } from '@umlaut/contracts/errors';
import type { MconsoleQueue, XrayPoint, XraySample } from '@umlaut/contracts/model';
import { GuestLook, type AskGuest } from '@umlaut/core/xray';
import { PATIENCE_MS, QueueWatch } from './queue-watch.ts';

/** A kernel is up, and answers, before its root is mounted and init begins: there is nothing to see yet. */
const INIT_MS = 2_000;

export interface RunLookOptions {
  /** Of machines/run-facts.ts. */
  key: string;
  /** When the kernel came up; milliseconds since 1970. */
  upSince: number;
  ask: AskGuest;
  interfaceNames: readonly string[];
}

/** What comes when the state of the machine has just changed: the next look knows more. */
const PASSING: readonly ErrorCode[] = ['CANCELLED', 'MONITOR_UNREACHABLE', 'MACHINE_NOT_RUNNING'];

/** Looks into one run of one guest, as long as its kernel answers. One look at a time. */
export class RunLook {
  readonly key: string;
  readonly #queue: QueueWatch;
  readonly #look: GuestLook;
  readonly #interfaceNames: readonly string[];
  /** Milliseconds of performance.now(). */
  readonly #readyAt: number;

  constructor({ key, upSince, ask, interfaceNames }: RunLookOptions) {
    this.key = key;
    this.#readyAt = performance.now() + Math.min(INIT_MS, upSince + INIT_MS - Date.now());
    this.#queue = new QueueWatch(ask);
    this.#look = new GuestLook({
      ask: (lines, timeoutMs) => ask(lines, Math.max(timeoutMs, PATIENCE_MS)),
      interfaceNames,
    });
    this.#interfaceNames = interfaceNames;
  }

  get queue(): MconsoleQueue {
    return this.#queue.known;
  }

  /** Somebody plugged an interface in. */
  addInterface(name: string): void {
    this.#look.addInterface(name);
  }

  /** Those that the configuration names or that were up in this run. */
  get interfaces(): string[] {
    return [...new Set([...this.#interfaceNames, ...this.#look.interfacesSeenUp])];
  }

  /** Everything; null when the kernel does not answer. `isWatched`: see GuestLook. */
  full(isWatched: boolean): Promise<XraySample | null> {
    return this.#unlessOut(() => this.#look.full({ isWatched }));
  }

  /** A point of the history. */
  brief(): Promise<XrayPoint | null> {
    return this.#unlessOut(() => this.#look.brief());
  }

  /** @param since when a question was put that got no answer; milliseconds of performance.now() */
  probe(since: number): Promise<MconsoleQueue> {
    return this.#queue.probe(since);
  }

  async #unlessOut<T>(look: () => Promise<T>): Promise<T | null> {
    if (performance.now() < this.#readyAt || !(await this.#queue.isOpen())) return null;
    const start = performance.now();
    try {
      const seen = await look();
      this.#queue.noteAnswer();
      return seen;
    } catch (error) {
      if (!isUmlautError(error)) throw error;
      if (!PASSING.includes(error.code)) await this.#queue.probe(start);
      return null;
    }
  }
}
