import type { FabricForward } from '@umlaut/contracts/fabric';
import { hostPortKey, type HostPort, type LabNodeId } from '@umlaut/contracts/model';
import { privilegedPort, refusalOf, takenPort, type Refusal } from './forward-problem.ts';
import type { HostPorts } from './host-ports.ts';
import { probePort } from './probe-port.ts';

const DELAYS_MS = [1000, 2000, 5000, 10_000];
/** What passt refused though it was free a moment before: each try restarts it, so it is tried rarely. */
const REFUSED_DELAYS_MS = [30_000, 120_000, 600_000];
/** Linux' own; /proc/sys/net/ipv4/ip_unprivileged_port_start may say another. */
const FIRST_FREE_PORT = 1024;

interface Entry {
  forward: FabricForward;
  /** Null: its port is free, or was when it was looked at. */
  refusal: Refusal | null;
  isChecked: boolean;
  /** Its first look was asked for. */
  isAsked: boolean;
  checked: PromiseWithResolvers<void>;
  timer: NodeJS.Timeout | null;
  tries: number;
  refusals: number;
}

export interface HostForwardsOptions {
  owner: LabNodeId;
  ports: HostPorts<LabNodeId>;
  /** Default: by opening it. */
  probe?: (port: HostPort) => Promise<string | null>;
  /** Which of them can be open has changed. */
  onChanged: () => void;
}

/**
 * The forwards of an uplink, as far as ports of the host go: one whose port cannot be had is held back and tried again,
 * so that passt, which ends over any port that it does not get, is told only of others.
 */
export class HostForwards {
  readonly #options: HostForwardsOptions;
  #entries: Entry[] = [];

  constructor(options: HostForwardsOptions) {
    this.#options = options;
  }

  get all(): readonly { forward: FabricForward; refusal: Refusal | null; isChecked: boolean }[] {
    return this.#entries;
  }

  /** What passt may be told of. */
  get free(): FabricForward[] {
    return this.#entries.flatMap(({ forward, refusal, isChecked }) =>
      isChecked && refusal === null ? [forward] : [],
    );
  }

  /** Resolves when each was looked at. */
  async ready(): Promise<void> {
    await Promise.all(this.#entries.map(({ checked }) => checked.promise));
  }

  /** Those that stay the same are not looked at again. New ones are not free before `check`. */
  replace(forwards: readonly FabricForward[]): void {
    const before = new Map(this.#entries.map((entry) => [JSON.stringify(entry.forward), entry]));
    this.#entries = forwards.map((forward) => {
      const key = JSON.stringify(forward);
      const known = before.get(key);
      before.delete(key);
      return known ?? newEntry(forward);
    });
    for (const entry of before.values()) this.#drop(entry);
  }

  /** @param left when the ports of those that are gone are free again */
  check(left: Promise<unknown>): void {
    for (const entry of this.#entries) {
      if (entry.isAsked) continue;
      entry.isAsked = true;
      void left.then(() => this.#check(entry));
    }
  }

  /** passt did not get this port after all. @returns whether it is one of these */
  refused(port: HostPort): boolean {
    const key = hostPortKey(port);
    const entry = this.#entries.find(
      ({ forward, refusal }) => refusal === null && hostPortKey(forward) === key,
    );
    if (entry === undefined) return false;
    const isLow = port.hostPort < FIRST_FREE_PORT;
    entry.refusal = isLow ? privilegedPort(port) : takenPort(port, null);
    this.#options.ports.release(port, this.#options.owner);
    this.#later(entry, REFUSED_DELAYS_MS, entry.refusals);
    entry.refusals += 1;
    return true;
  }

  end(): void {
    for (const entry of this.#entries) this.#drop(entry);
    this.#entries = [];
  }

  async #check(entry: Entry): Promise<void> {
    const { owner, ports, probe = probePort, onChanged } = this.#options;
    const { forward } = entry;
    if (!this.#entries.includes(entry)) return;
    const twin = this.#entries.find((one) => hostPortKey(one.forward) === hostPortKey(forward));
    const other = twin === entry ? ports.claim(forward, owner) : owner;
    const code = other === null ? await probe(forward) : null;
    // It may have been taken away meanwhile.
    if (!this.#entries.includes(entry)) return;
    entry.refusal =
      other !== null ? takenPort(forward, other) : code !== null ? refusalOf(forward, code) : null;
    if (entry.refusal !== null) {
      if (other === null) ports.release(forward, owner);
      this.#later(entry, DELAYS_MS, entry.tries);
      entry.tries += 1;
    }
    entry.isChecked = true;
    entry.checked.resolve();
    onChanged();
  }

  #later(entry: Entry, delays: readonly number[], count: number): void {
    const delay = delays[Math.min(count, delays.length - 1)];
    entry.timer = setTimeout(() => {
      entry.timer = null;
      void this.#check(entry);
    }, delay);
  }

  #drop(entry: Entry): void {
    if (entry.timer !== null) clearTimeout(entry.timer);
    entry.checked.resolve();
    if (entry.refusal === null) this.#options.ports.release(entry.forward, this.#options.owner);
  }
}

function newEntry(forward: FabricForward): Entry {
  const checked = Promise.withResolvers<void>();
  return {
    forward,
    refusal: null,
    isChecked: false,
    isAsked: false,
    checked,
    timer: null,
    tries: 0,
    refusals: 0,
  };
}
