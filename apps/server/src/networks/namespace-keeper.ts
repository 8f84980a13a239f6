import type { UmlautError } from '@umlaut/contracts/errors';
import {
  NetworkNamespace,
  UmlSwitch,
  endHolder,
  ensureHolder,
  findTunDevice,
  layHostCables,
  readHostEnds,
  removeTunDevice,
  type HolderPlace,
  type HostCable,
  type KernelLink,
  type KernelStation,
  type NamespaceMember,
  type TunDevice,
  type WantedNetwork,
} from '@umlaut/core/namespace';
import type { Logger } from 'pino';
import { toUmlautError } from '../errors/to-umlaut-error.ts';

/** What there shall be beside the machines' processes. */
export interface HostNeeds {
  /** Null: no machine runs in the namespace. */
  network: WantedNetwork | null;
  /** UML opens taps there. */
  taps: boolean;
  /** Where a uml_switch shall run. */
  switches: { host: boolean; namespace: boolean };
  /** Processes of guests in the namespace: it is found through them should its holder have died. */
  guests: readonly number[];
}

export interface NamespaceKeeperDeps {
  place: HolderPlace;
  /** What should be now. */
  needs: () => HostNeeds;
  /** Another process keeps it alive now, or there is none any more. */
  onMember: () => void;
  log: Logger;
}

/** What the kernel has and says, at the last look. */
export interface NamespaceView {
  problem: string | null;
  links: ReadonlyMap<string, KernelLink>;
  stations: readonly KernelStation[];
  /** Why a bridge is not joined to the host's, by its name. */
  unjoined: ReadonlyMap<string, string>;
}

const EMPTY: NamespaceView = { problem: null, links: new Map(), stations: [], unjoined: new Map() };
/** A guest or an administrator may have changed something between a look and what followed from it. */
const ATTEMPTS = 2;

/**
 * Keeps Umlaut's network namespace, and what belongs to it, as machines and labs need it. There is none until a machine
 * needs it; one that stands is adopted, and with the last machine all of it goes.
 */
export class NamespaceKeeper {
  readonly #deps: NamespaceKeeperDeps;
  readonly #switches: { host: UmlSwitch; namespace: UmlSwitch };
  #space: NetworkNamespace | null = null;
  #tun: TunDevice | null = null;
  #view: NamespaceView = EMPTY;
  #failure: UmlautError | null = null;
  /** As laid at the last change, and how their outer ends were then. */
  #cables: readonly HostCable[] = [];
  #hostEnds = '';
  /** Nothing of an earlier server's can be there still. */
  #isCleared = false;
  #isDirty = false;
  #work: Promise<void> | null = null;

  constructor(deps: NamespaceKeeperDeps) {
    this.#deps = deps;
    this.#switches = {
      host: new UmlSwitch(deps.place, 'host'),
      namespace: new UmlSwitch(deps.place, 'namespace'),
    };
  }

  get view(): NamespaceView {
    return this.#view;
  }

  get member(): NamespaceMember | null {
    return this.#space?.member ?? null;
  }

  get tun(): TunDevice | null {
    return this.#tun;
  }

  switchSocket(where: 'host' | 'namespace'): string {
    return this.#switches[where].socketPath;
  }

  /** Something that is needed has changed. @returns once all is as it should be, or cannot be */
  async sync(): Promise<void> {
    this.#isDirty = true;
    await (this.#work ??= this.#settle().finally(() => (this.#work = null)));
    // What came while the last step was under way.
    if (this.#isDirty) await this.sync();
  }

  /** @throws NETWORK_UNAVAILABLE, HOST_UNSUPPORTED when it is not as it should be */
  async require(): Promise<void> {
    await this.sync();
    if (this.#failure !== null) throw this.#failure;
  }

  /** Asks the kernel how its interfaces do, and for what was done to bridges of the host; for those who look. */
  async look(): Promise<void> {
    const space = this.#space;
    if (space === null || this.#work !== null) return;
    try {
      const [links, stations, hostEnds] = await Promise.all([
        space.links(),
        space.stations(),
        readHostEnds(this.#cables),
      ]);
      // What a change found meanwhile is newer.
      if (space !== this.#space || this.#work !== null) return;
      this.#see(links, stations);
      if (hostEnds !== this.#hostEnds) await this.sync();
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'the network namespace does not answer');
      await this.sync();
    }
  }

  /** It stays for the guests that run on, unless nobody is there. */
  async close({ endAll }: { endAll: boolean }): Promise<void> {
    await this.#work;
    if (endAll)
      await this.#clear().catch((err: unknown) => this.#deps.log.error({ err }, 'the network namespace'));
  }

  async #settle(): Promise<void> {
    this.#isDirty = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#apply(this.#deps.needs());
        this.#failure = null;
        this.#view = { ...this.#view, problem: null };
        return;
      } catch (thrown) {
        if (attempt < ATTEMPTS) continue;
        this.#failure = toUmlautError(thrown);
        this.#deps.log.error({ err: this.#failure }, 'the network namespace is not as it should be');
        this.#view = { ...this.#view, problem: this.#failure.message };
        return;
      }
    }
  }

  async #apply({ network, taps, switches, guests }: HostNeeds): Promise<void> {
    if (network === null && !switches.host && !switches.namespace) return this.#clear();
    this.#isCleared = false;
    const { place } = this.#deps;
    if (network === null) await this.#endNamespace();
    else {
      const { member, isNew } = await ensureHolder(place, guests);
      const space = new NetworkNamespace(member, place.runAs);
      if (isNew) await space.begin();
      this.#setSpace(space);
      this.#tun = taps ? await findTunDevice(place.home, place.runAs) : this.#tun;
      const unjoined = await layHostCables(member, network.hostCables);
      this.#view = { ...this.#view, unjoined };
      this.#cables = network.hostCables;
      this.#hostEnds = await readHostEnds(this.#cables);
      await space.apply(network, this.#tun);
      const [links, stations] = await Promise.all([space.links(), space.stations()]);
      this.#see(links, stations);
    }
    await (switches.namespace
      ? this.#switches.namespace.ensure(this.member)
      : this.#switches.namespace.end());
    await (switches.host ? this.#switches.host.ensure(null) : this.#switches.host.end());
  }

  async #clear(): Promise<void> {
    if (this.#isCleared) return;
    await this.#switches.host.end();
    await this.#endNamespace();
    this.#isCleared = true;
  }

  async #endNamespace(): Promise<void> {
    const { place } = this.#deps;
    await this.#switches.namespace.end();
    await endHolder(place);
    if (place.runAs !== null) await removeTunDevice(place.home);
    this.#setSpace(null);
    this.#tun = null;
    this.#cables = [];
    this.#hostEnds = '';
    this.#view = EMPTY;
  }

  #setSpace(space: NetworkNamespace | null): void {
    const before = this.#space?.member.pid;
    this.#space = space;
    if (space?.member.pid !== before) this.#deps.onMember();
  }

  #see(links: readonly KernelLink[], stations: readonly KernelStation[]): void {
    this.#view = { ...this.#view, links: new Map(links.map((link) => [link.name, link])), stations };
  }
}
