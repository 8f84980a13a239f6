import { Cadence } from './cadence.ts';
import { oneLine } from './reply-text.ts';
import type { Question } from './question.ts';

/** A guest that is busy with devices is not asked for all names each time. */
const USUAL_INTERVAL_MS = 60_000;
/** Of a guest that is up for longer the names have not been tried when it booted: the server has restarted. */
const LATE_SECONDS = 60;
const UEVENTS = 'proc 1/root/sys/kernel/uevent_seqnum';
const UEVENTS_BELIEVE_MS = 300_000;
const MAX_CANDIDATES = 64;
/** IFNAMSIZ is 16 with the NUL; "." and "/" would lead elsewhere. */
const NAME = /^[A-Za-z][\w-]{0,14}$/;

/** What interfaces are called as a rule. */
const USUAL_NAMES: readonly string[] = [
  ...[0, 1, 2, 3, 4, 5, 6, 7].flatMap((number) => [`vec${number}`, `eth${number}`]),
  'br0',
  'bond0',
  'dummy0',
  'tun0',
  'tap0',
  'wg0',
  'docker0',
  'virbr0',
];

/** Tried where the look begins late: what was plugged in before it made no uevent since. */
const FIRST_NAMES: readonly string[] = ['vec0', 'eth0'];

/** Stands for all of them in what was tried. */
const BASELINE = '*';

/**
 * Nothing lists the interfaces that is readable, so what they may be called is tried: when the count of the
 * kernel's uevents says that a device has come or gone, for each name that is not there costs the guest a line in its log.
 */
export class InterfaceNames {
  /** Loopback, and what the configuration names. */
  readonly #configured = new Set(['lo']);
  readonly #uptimeSeconds: () => number;
  /** How many uevents there were; null when that cannot be read. */
  #uevents: string | null = null;
  /** How many there were when a name was tried last. */
  readonly #tried = new Map<string, string | null>();
  readonly #cadence = new Cadence();
  #isLate = false;

  /** @param uptimeSeconds of the guest, as last seen */
  constructor(uptimeSeconds: () => number) {
    this.#uptimeSeconds = uptimeSeconds;
  }

  /** What the configuration calls some, besides the usual names. */
  add(names: readonly string[]): void {
    for (const name of names) {
      if (NAME.test(name) && this.#configured.size < MAX_CANDIDATES) this.#configured.add(name);
    }
  }

  /** To be answered before `toTry`. */
  ueventsQuestion(): Question {
    return {
      line: UEVENTS,
      take: (text) => void (this.#uevents = text === null ? null : oneLine(text, 32)),
      believeMs: UEVENTS_BELIEVE_MS,
    };
  }

  /**
   * Names that may be there since they were tried last; from now on they count as tried.
   * @param guesses whether names are tried that nothing speaks for
   */
  toTry(present: readonly string[], now: number, guesses: boolean): string[] {
    const names = [...this.#configured, ...(guesses ? this.#guesses(present, now) : [])];
    const untried = [...new Set(names)].filter(
      (name) => !present.includes(name) && this.#tried.get(name) !== this.#uevents,
    );
    for (const name of untried) this.#tried.set(name, this.#uevents);
    return untried;
  }

  /** These may be tried again at once. */
  forget(names: Iterable<string>): void {
    this.#cadence.reset();
    for (const name of names) this.#tried.delete(name);
  }

  /** Another run of the guest. */
  reset(): void {
    this.#cadence.reset();
    this.#uevents = null;
    this.#isLate = false;
    this.#tried.clear();
  }

  #guesses(present: readonly string[], now: number): string[] {
    return [
      ...(this.#isUsualDue(now) ? USUAL_NAMES : []),
      ...(this.#isLate && this.#uevents !== null ? FIRST_NAMES : []),
      ...present.flatMap(nextName),
    ];
  }

  #isUsualDue(now: number): boolean {
    const before = this.#tried.get(BASELINE);
    // Nothing can be read before the guest has mounted its /sys.
    if (before === undefined || before === null) {
      if (before === undefined) this.#isLate = this.#uptimeSeconds() >= LATE_SECONDS;
      this.#tried.set(BASELINE, this.#uevents);
      return false;
    }
    if (this.#uevents === null || this.#uevents === before) return false;
    if (!this.#cadence.take('usual', USUAL_INTERVAL_MS, now)) return false;
    this.#tried.set(BASELINE, this.#uevents);
    return true;
  }
}

/** Where there is a vec0 there may be a vec1. */
function nextName(name: string): string[] {
  const [, kind, number] = /^(vec|eth)(\d{1,2})$/.exec(name) ?? [];
  return kind === undefined ? [] : [`${kind}${Number(number) + 1}`];
}
