import type { XrayPoint, XraySample } from '@umlaut/contracts/model';
import { BriefLook } from './brief-look.ts';
import { configuredInterfaces } from './configured-interfaces.ts';
import { CpuLook } from './cpu-look.ts';
import { DiskLook } from './disk-look.ts';
import { FactLook } from './fact-look.ts';
import { InterfaceLook } from './interface-look.ts';
import { MemoryLook } from './memory-look.ts';
import { Refusals } from './refusals.ts';
import { askRounds, type AskGuest, type Rounds } from './question.ts';

export interface GuestLookOptions {
  ask: AskGuest;
  /** Interfaces that the machine's configuration names. */
  interfaceNames: readonly string[];
  /** Milliseconds since 1970, on a clock that runs evenly. */
  now?: () => number;
}

/** By then a root that is to be mounted is. */
const NO_ROOT_SECONDS = 30;
/** By how much guest and host may disagree about the time between two samples. */
const CLOCK_SLACK_SECONDS = 2;

/**
 * Looks into one running guest through its kernel; docs/xray.md. Both methods throw what the batch threw or
 * answered: MCONSOLE_TIMEOUT, MACHINE_PAUSED, MACHINE_BUSY... They must not run at the same time.
 */
export class GuestLook {
  readonly #ask: AskGuest;
  readonly #now: () => number;
  readonly #cpu = new CpuLook();
  readonly #memory = new MemoryLook();
  readonly #disks = new DiskLook();
  readonly #interfaces: InterfaceLook;
  readonly #facts = new FactLook();
  readonly #refusals: Refusals;
  readonly #brief: BriefLook;
  #before: { at: number; uptimeSeconds: number } | null = null;

  constructor({ ask, interfaceNames, now = evenClock }: GuestLookOptions) {
    this.#ask = ask;
    this.#now = now;
    const uptimeSeconds = (): number => this.#cpu.uptimeSeconds;
    this.#refusals = new Refusals({ now, uptimeSeconds });
    this.#interfaces = new InterfaceLook(interfaceNames, uptimeSeconds);
    this.#brief = new BriefLook(this.#interfaces);
  }

  /** Somebody plugged an interface in. */
  addInterface(name: string): void {
    this.#interfaces.addNames([name]);
  }

  /** Interfaces that are there and were up in this run; one that no longer is deserves a word. */
  get interfacesSeenUp(): string[] {
    return this.#interfaces.seenUp;
  }

  /**
   * Everything. Rates are those since the full sample before.
   * @param isWatched somebody looks at it. Otherwise nothing is tried that may not be there: each miss is a line in the
   *   guest's log
   */
  async full({ isWatched = true }: { isWatched?: boolean } = {}): Promise<XraySample> {
    const start = this.#now();
    let questions = await this.#askAll(start, isWatched);
    if (this.#hasRebooted()) {
      this.reset();
      questions += await this.#askAll(start, isWatched);
    }
    const at = this.#now();
    if (this.#clockHasJumped(at)) this.#forgetRates();
    const { uptimeSeconds } = this.#cpu;
    this.#before = { at, uptimeSeconds };
    this.#interfaces.addNames(configuredInterfaces(this.#facts.facts.commandLine ?? ''));
    return {
      at: new Date(at).toISOString(),
      uptimeSeconds,
      cpu: this.#cpu.cpu(at),
      memory: this.#memory.memory(),
      disks: this.#disks.disks(at),
      mounts: this.#disks.mounts(),
      interfaces: this.#interfaces.interfaces(at),
      interrupts: this.#cpu.interrupts(at),
      softirqs: this.#cpu.softirqs(at),
      facts: this.#facts.facts,
      elapsedMs: at - start,
      questions,
    };
  }

  /** A point of the history: four questions and two for each interface that is up. */
  async brief(): Promise<XrayPoint> {
    const uptime = this.#cpu.uptimeSeconds === 0 ? [this.#cpu.uptimeRounds()] : [];
    await this.#askRounds([...uptime, ...this.#brief.rounds(this.#now())]);
    return this.#brief.point(this.#now());
  }

  /** Forgets everything, as for another run of the machine. */
  reset(): void {
    this.#forget();
    this.#refusals.clear();
    this.#interfaces.reset();
  }

  /** A guest that lives in its initramfs never has another root. */
  #isGuestReady(): boolean {
    return this.#disks.isRootMounted || this.#cpu.uptimeSeconds > NO_ROOT_SECONDS;
  }

  async #askAll(now: number, isWatched: boolean): Promise<number> {
    return this.#askRounds([
      this.#cpu.rounds(now),
      this.#memory.rounds(now),
      this.#disks.rounds(now),
      this.#interfaces.rounds(now, isWatched),
      this.#facts.rounds(now, () => this.#isGuestReady(), isWatched),
    ]);
  }

  async #askRounds(looks: readonly Rounds[]): Promise<number> {
    try {
      return await askRounds(this.#ask, looks, this.#refusals);
    } catch (error) {
      // What was due is still not known.
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#cpu.reset();
    this.#memory.reset();
    this.#disks.reset();
    this.#interfaces.forget();
    this.#facts.reset();
    this.#brief.reset();
    this.#before = null;
  }

  #hasRebooted(): boolean {
    return this.#before !== null && this.#cpu.uptimeSeconds < this.#before.uptimeSeconds;
  }

  #clockHasJumped(at: number): boolean {
    if (this.#before === null) return false;
    const here = (at - this.#before.at) / 1000;
    const there = this.#cpu.uptimeSeconds - this.#before.uptimeSeconds;
    return Math.abs(here - there) > CLOCK_SLACK_SECONDS + here * 0.2;
  }

  #forgetRates(): void {
    this.#cpu.forgetRates();
    this.#disks.forgetRates();
    this.#interfaces.forgetRates();
  }
}

function evenClock(): number {
  return performance.timeOrigin + performance.now();
}
