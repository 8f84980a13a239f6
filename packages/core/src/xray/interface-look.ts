import type { GuestInterface } from '@umlaut/contracts/model';
import { Cadence } from './cadence.ts';
import { toCount } from './figures.ts';
import { RateMeter } from './rate-meter.ts';
import { oneLine } from './reply-text.ts';
import type { Question, Rounds } from './question.ts';

const PROBE_INTERVAL_MS = 10_000;
/** A history needs no more. */
const BRIEF_PROBE_INTERVAL_MS = 60_000;
/** Packets, errors, address: what does not tell whether the network works this second. */
const DETAILS_INTERVAL_MS = 10_000;
/** A guest that is busy with devices is not asked for all names each time. */
const USUAL_INTERVAL_MS = 60_000;
/** Of a guest that is up for longer the names have not been tried when it booted: the server has restarted. */
const LATE_SECONDS = 60;
const UEVENTS = 'proc 1/root/sys/kernel/uevent_seqnum';
const UEVENTS_BELIEVE_MS = 300_000;
const MAX_INTERFACES = 32;
const MAX_CANDIDATES = 64;
/** IFNAMSIZ is 16 with the NUL; "." and "/" would lead elsewhere. */
const NAME = /^[A-Za-z][\w-]{0,14}$/;
const IFF_UP = 0x1;

/**
 * Nothing lists the interfaces that is readable, so what they may be called is tried: when the count of the
 * kernel's uevents says that a device has come or gone, for each name that is not there costs the guest a line in its log.
 */
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

/** The counters below statistics/, by the name of the field; rates are made of the first two. */
const BYTES = { receivedBytes: 'rx_bytes', sentBytes: 'tx_bytes' } as const;
const DETAILS = {
  receivedPackets: 'rx_packets',
  sentPackets: 'tx_packets',
  receiveErrors: 'rx_errors',
  sendErrors: 'tx_errors',
  receiveDrops: 'rx_dropped',
  sendDrops: 'tx_dropped',
} as const;

/** Network interfaces, by /sys/class/net of the guest. */
export class InterfaceLook {
  /** Loopback, and what the configuration names. */
  readonly #configured = new Set(['lo']);
  readonly #uptimeSeconds: () => number;
  /** How many uevents there were; null when that cannot be read. */
  #uevents: string | null = null;
  /** How many there were when a name was tried last. */
  readonly #tried = new Map<string, string | null>();
  readonly #present = new Map<string, GuestInterface>();
  readonly #wasUp = new Set<string>();
  /** Whose bytes were asked since the last call of interfaces(). */
  readonly #counted = new Set<string>();
  readonly #rates = new RateMeter();
  readonly #cadence = new Cadence();
  #isLate = false;

  /**
   * @param names what the configuration calls some, besides the usual names
   * @param uptimeSeconds of the guest, as last seen
   */
  constructor(names: readonly string[], uptimeSeconds: () => number) {
    this.#uptimeSeconds = uptimeSeconds;
    this.addNames(names);
  }

  addNames(names: readonly string[]): void {
    for (const name of names) {
      if (NAME.test(name) && this.#configured.size < MAX_CANDIDATES) this.#configured.add(name);
    }
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
      ...(probes ? [this.#ueventsQuestion()] : []),
    ];
    yield probes ? this.#probes(now, guesses) : [];
    const fresh = [...this.#present.values()].filter((found) => !known.includes(found));
    yield fresh.flatMap((found) => this.#questions(found, true));
  }

  /** Only the bytes of those that are up, and now and then which there are. */
  *briefRounds(now: number): Rounds {
    const probes = this.#cadence.take('probe', BRIEF_PROBE_INTERVAL_MS, now);
    yield probes ? [this.#ueventsQuestion()] : [];
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
    for (const name of this.#present.keys()) this.#tried.delete(name);
    this.#present.clear();
  }

  reset(): void {
    this.forget();
    this.#wasUp.clear();
    this.#uevents = null;
    this.#isLate = false;
    this.#tried.clear();
  }

  forgetRates(): void {
    this.#rates.reset();
    for (const found of this.#present.values()) {
      found.receivedBytesPerSecond = null;
      found.sentBytesPerSecond = null;
    }
  }

  #ueventsQuestion(): Question {
    return {
      line: UEVENTS,
      take: (text) => void (this.#uevents = text === null ? null : oneLine(text, 32)),
      believeMs: UEVENTS_BELIEVE_MS,
    };
  }

  /** Names that may be there since they were tried last. */
  #probes(now: number, guesses: boolean): Question[] {
    const names = [...this.#configured, ...(guesses ? this.#guesses(now) : [])];
    return [...new Set(names)]
      .filter((name) => !this.#present.has(name) && this.#tried.get(name) !== this.#uevents)
      .map((name) => {
        this.#tried.set(name, this.#uevents);
        return { line: fileLine(name, 'operstate'), take: (text) => this.#takeState(name, text) };
      });
  }

  #guesses(now: number): string[] {
    return [
      ...(this.#isUsualDue(now) ? USUAL_NAMES : []),
      ...(this.#isLate && this.#uevents !== null ? FIRST_NAMES : []),
      ...[...this.#present.keys()].flatMap(nextName),
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

  #questions(found: GuestInterface, details: boolean): Question[] {
    const { name } = found;
    // Nobody waits for news of the loopback interface.
    if (name === 'lo' && !details) return [];
    this.#counted.add(name);
    const questions: Question[] = [
      { line: fileLine(name, 'operstate'), take: (text) => this.#takeState(name, text) },
      {
        line: fileLine(name, 'flags'),
        take: (text) => void (found.up = (Number.parseInt(text ?? '', 16) & IFF_UP) !== 0),
      },
      ...bytesQuestions(found),
    ];
    if (!details) return questions;
    return [
      ...questions,
      { line: fileLine(name, 'address'), take: (text) => void (found.mac = toMac(text)) },
      {
        line: fileLine(name, 'mtu'),
        take: (text) => void (found.mtu = text === null ? null : toCount(text.trim())),
      },
      ...counterQuestions(found, DETAILS),
    ];
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

/** Where there is a vec0 there may be a vec1. */
function nextName(name: string): string[] {
  const [, kind, number] = /^(vec|eth)(\d{1,2})$/.exec(name) ?? [];
  return kind === undefined ? [] : [`${kind}${Number(number) + 1}`];
}

const NOTHING_YET: GuestInterface = {
  name: '',
  operstate: '',
  up: false,
  mac: null,
  mtu: null,
  receivedBytes: 0,
  sentBytes: 0,
  receivedPackets: 0,
  sentPackets: 0,
  receiveErrors: 0,
  sendErrors: 0,
  receiveDrops: 0,
  sendDrops: 0,
  receivedBytesPerSecond: null,
  sentBytesPerSecond: null,
};

type CounterField = keyof typeof BYTES | keyof typeof DETAILS;

function bytesQuestions(found: GuestInterface): Question[] {
  return counterQuestions(found, BYTES);
}

function counterQuestions(
  found: GuestInterface,
  files: Readonly<Partial<Record<CounterField, string>>>,
): Question[] {
  return (Object.entries(files) as [CounterField, string][]).map(([field, file]) => ({
    line: fileLine(found.name, `statistics/${file}`),
    take: (text) => void (found[field] = toCount(text?.trim())),
  }));
}

function fileLine(name: string, file: string): string {
  return `proc 1/root/sys/class/net/${name}/${file}`;
}

/** Null for what has none: a tunnel's is empty. */
function toMac(text: string | null): string | null {
  const mac = oneLine(text ?? '', 64);
  return mac === '' ? null : mac;
}
