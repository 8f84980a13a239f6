import type { GuestCounter, GuestCpu } from '@umlaut/contracts/model';
import { Cadence } from './cadence.ts';
import { cpuShares } from './cpu-shares.ts';
import { parseInterruptLabels } from './parse-interrupt-labels.ts';
import { parseLoad, parseUptime, type GuestLoad } from './parse-load.ts';
import { SOFTIRQ_NAMES, parseStat, type CpuTicks, type GuestStat } from './parse-stat.ts';
import { question, type Rounds } from './question.ts';
import { RateMeter } from './rate-meter.ts';

const LABELS_INTERVAL_MS = 60_000;

/** Processor, load, interrupts and uptime: three small files; labels of interrupts now and then. */
export class CpuLook {
  #stat: GuestStat = parseStat('');
  #load: GuestLoad = parseLoad('');
  #uptimeSeconds = 0;
  #labels = new Map<number, string>();
  #ticksBefore: CpuTicks | null = null;
  readonly #rates = new RateMeter();
  readonly #cadence = new Cadence();

  get uptimeSeconds(): number {
    return this.#uptimeSeconds;
  }

  *rounds(now: number): Rounds {
    const always = [
      question('proc stat', (text) => void (this.#stat = parseStat(text))),
      question('proc loadavg', (text) => void (this.#load = parseLoad(text))),
      question('proc uptime', (text) => void (this.#uptimeSeconds = parseUptime(text))),
    ];
    const labels = question('proc interrupts', (text) => void (this.#labels = parseInterruptLabels(text)));
    yield this.#cadence.take('labels', LABELS_INTERVAL_MS, now) ? [...always, labels] : always;
  }

  /** For those who look at nothing else of it. */
  *uptimeRounds(): Rounds {
    yield [question('proc uptime', (text) => void (this.#uptimeSeconds = parseUptime(text)))];
  }

  cpu(at: number): GuestCpu {
    const { ticks, contextSwitches, processes, running, blocked } = this.#stat;
    const shares = cpuShares(this.#ticksBefore, ticks);
    this.#ticksBefore = ticks;
    return {
      ...shares,
      contextSwitchesPerSecond: this.#rates.perSecond('switches', contextSwitches, at),
      forksPerSecond: this.#rates.perSecond('forks', processes, at),
      running,
      blocked,
      ...this.#load,
    };
  }

  /** Those that happened at all. */
  interrupts(at: number): GuestCounter[] {
    const { interrupts, otherInterrupts } = this.#stat;
    const all = interrupts.map((count, number) => ({
      name: String(number),
      label: this.#labels.get(number) ?? '',
      count,
    }));
    return [...all, { name: 'other', label: 'timer', count: otherInterrupts }]
      .filter(({ count }) => count > 0)
      .map((counter) => ({
        ...counter,
        perSecond: this.#rates.perSecond(`interrupt ${counter.name}`, counter.count, at),
      }));
  }

  softirqs(at: number): GuestCounter[] {
    return this.#stat.softirqs.flatMap((count, index) => {
      const name = SOFTIRQ_NAMES[index];
      if (count === 0 || name === undefined) return [];
      return [{ name, label: '', count, perSecond: this.#rates.perSecond(`softirq ${name}`, count, at) }];
    });
  }

  reset(): void {
    this.forgetRates();
    this.#cadence.reset();
    this.#uptimeSeconds = 0;
  }

  forgetRates(): void {
    this.#ticksBefore = null;
    this.#rates.reset();
  }
}
