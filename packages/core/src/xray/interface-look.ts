import type { GuestInterface } from '@umlaut/contracts/model';
import { Cadence } from './cadence.ts';
import { InterfaceNames } from './interface-names.ts';
import {
  NOTHING_YET,
  bytesQuestions,
  detailQuestions,
  flagsQuestion,
  interfaceFile,
} from './interface-questions.ts';
import type { Question, Rounds } from './question.ts';
import { RateMeter } from './rate-meter.ts';
import { oneLine } from './reply-text.ts';

const PROBE_INTERVAL_MS = 10_000;
/** A history needs no more. */
const BRIEF_PROBE_INTERVAL_MS = 60_000;
/** Packets, errors, address: what does not tell whether the network works this second. */
const DETAILS_INTERVAL_MS = 10_000;
const MAX_INTERFACES = 32;

/** Network interfaces, by /sys/class/net of the guest. */
export class InterfaceLook {
  readonly #names: InterfaceNames;
  readonly #present = new Map<string, GuestInterface>();
  readonly #wasUp = new Set<string>();
  /** Whose bytes were asked since the last call of interfaces(). */
  readonly #counted = new Set<string>();
  readonly #rates = new RateMeter();
  readonly #cadence = new Cadence();

  /**
   * @param names what the configuration calls some, besides the usual names
   * @param uptimeSeconds of the guest, as last seen
   */
  constructor(names: readonly string[], uptimeSeconds: () => number) {
    this.#names = new InterfaceNames(uptimeSeconds);
    this.#names.add(names);
  }

  addNames(names: readonly string[]): void {
    this.#names.add(names);
  }

  /** Those that are there and are or were up in this run, except lo. */
  get seenUp(): string[] {
    return [...this.#wasUp];
  }

  /** @param guesses whether names are tried that nothing speaks for */
  *rounds(now: number, guesses: boolean): Rounds {
    const known = [...this.#present.values()];
    const details = this.#cadence.take('details', DETAILS_INTERVAL_MS, now);
    const probes = this.#cadence.take('probe', PROBE_INTERVAL_MS, now);
    yield [
      ...known.flatMap((found) => this.#questions(found, details)),
      ...(probes ? [this.#names.ueventsQuestion()] : []),
    ];
    yield probes ? this.#probes(now, guesses) : [];
    const fresh = [...this.#present.values()].filter((found) => !known.includes(found));
    yield fresh.flatMap((found) => this.#questions(found, true));
  }

  /** Only the bytes of those that are up, and now and then which there are. */
  *briefRounds(now: number): Rounds {
    const probes = this.#cadence.take('probe', BRIEF_PROBE_INTERVAL_MS, now);
    yield probes ? [this.#names.ueventsQuestion()] : [];
    yield probes ? this.#probes(now, false) : [];
    yield [...this.#present.values()]
      .filter(({ name, operstate }) => name !== 'lo' && operstate !== 'down')
      .flatMap((found) => bytesQuestions(found));
  }

  interfaces(at: number): GuestInterface[] {
    const counted = new Set(this.#counted);
    this.#counted.clear();
    return [...this.#present.values()].map((found) => {
      const { name } = found;
      if (found.up && name !== 'lo') this.#wasUp.add(name);
      if (counted.has(name)) {
        found.receivedBytesPerSecond = this.#rates.perSecond(`received ${name}`, found.receivedBytes, at);
        found.sentBytesPerSecond = this.#rates.perSecond(`sent ${name}`, found.sentBytes, at);
      }
      return { ...found };
    });
  }

  /** Bytes received and sent by all of them together, lo apart, and who they are. */
  totals(): { received: number; sent: number; names: string } {
    const all = [...this.#present.values()].filter(({ name }) => name !== 'lo');
    return {
      received: all.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0),
      sent: all.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
      names: all.map(({ name }) => name).join(' '),
    };
  }

  /** What was answered; not what was seen up. */
  forget(): void {
    this.forgetRates();
    this.#cadence.reset();
    this.#names.forget(this.#present.keys());
    this.#present.clear();
  }

  reset(): void {
    this.forget();
    this.#wasUp.clear();
    this.#names.reset();
  }

  forgetRates(): void {
    this.#rates.reset();
    for (const found of this.#present.values()) {
      found.receivedBytesPerSecond = null;
      found.sentBytesPerSecond = null;
    }
  }

  #probes(now: number, guesses: boolean): Question[] {
    return this.#names
      .toTry([...this.#present.keys()], now, guesses)
      .map((name) => this.#stateQuestion(name));
  }

  #questions(found: GuestInterface, details: boolean): Question[] {
    const { name } = found;
    // Nobody waits for news of the loopback interface.
    if (name === 'lo' && !details) return [];
    this.#counted.add(name);
    return [
      this.#stateQuestion(name),
      flagsQuestion(found),
      ...bytesQuestions(found),
      ...(details ? detailQuestions(found) : []),
    ];
  }

  #stateQuestion(name: string): Question {
    return { line: interfaceFile(name, 'operstate'), take: (text) => this.#takeState(name, text) };
  }

  #takeState(name: string, text: string | null): void {
    const found = this.#present.get(name);
    if (text === null) {
      this.#present.delete(name);
      // Somebody took it away, on purpose as a rule.
      this.#wasUp.delete(name);
      return;
    }
    const operstate = oneLine(text, 32);
    if (found !== undefined) found.operstate = operstate;
    else if (this.#present.size < MAX_INTERFACES)
      this.#present.set(name, { ...NOTHING_YET, name, operstate });
  }
}
