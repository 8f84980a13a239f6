import { UmlautError } from '@umlaut/contracts/errors';
import {
  nicDeviceOf,
  type Isolation,
  type Lab,
  type MachineExit,
  type MachineId,
  type NicConfig,
} from '@umlaut/contracts/model';
import type { LaunchNamespace, LaunchNic } from '@umlaut/contracts/monitor';
import { networkOf } from '@umlaut/core/namespace';
import { needsOf } from '@umlaut/core/nics';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { assertNone } from '../nics/assert-none.ts';
import { hostNeeds, type PlacedMachine } from './host-needs.ts';
import { hostPort } from './host-port.ts';
import type { HostSide } from './host-side.ts';
import { machinePlace, usesOwnSwitch, type MachinePlace } from './machine-place.ts';
import type { HostNeeds, NamespaceKeeper } from './namespace-keeper.ts';

export interface MachineHostSideDeps {
  registry: Pick<MachineRegistry, 'find' | 'entries'>;
  keeper: () => NamespaceKeeper;
  /** Of a NIC in the fabric. */
  tunnel: (id: MachineId, nic: NicConfig) => LaunchNic;
  isolation: () => Isolation;
  /** Bridges of the host that an administrator opened to labs. */
  hostBridges: readonly string[];
}

/** Interfaces that were prepared and are in no record yet, or of a machine that does not run yet. */
interface Prepared {
  nics: ReadonlyMap<number, NicConfig>;
  place: MachinePlace;
  /** The machine's last exit then: once it has another, the start came to nothing, or the run is over. */
  lastExit: MachineExit | null;
}

/** What machines' interfaces need of the host, made when it is needed and gone when it is not. */
export class MachineHostSide implements HostSide {
  readonly #deps: MachineHostSideDeps;
  readonly #prepared = new Map<MachineId, Prepared>();

  constructor(deps: MachineHostSideDeps) {
    this.#deps = deps;
  }

  async prepare(
    id: MachineId,
    nics: readonly NicConfig[],
  ): Promise<{ nics: LaunchNic[]; namespace?: LaunchNamespace }> {
    const entry = this.#deps.registry.find(id);
    if (entry === null) throw new UmlautError('MACHINE_NOT_FOUND', 'There is no such machine.');
    const place = entry.run !== null ? this.#placeOf(entry) : this.#placeOfStart(nics);
    const needsHost = place === 'namespace' || nics.some(({ transport }) => usesOwnSwitch(transport));
    if (needsHost) {
      this.#remember(entry, nics, place);
      try {
        await this.#deps.keeper().require();
      } catch (error) {
        await this.release(
          id,
          nics.map(({ number }) => number),
        );
        throw error;
      }
    }
    const launch = nics.map((nic) => this.#launchNic(id, nic, place));
    return place === 'namespace' ? { nics: launch, namespace: this.#namespace(nics) } : { nics: launch };
  }

  assertNamed(nics: readonly NicConfig[]): void {
    for (const nic of nics) {
      const { number, transport } = nic;
      if (transport.kind !== 'raw' || transport.ifname === null) continue;
      const { ifname } = transport;
      const isThere = this.#deps.keeper().view.links.has(ifname);
      const missing = {
        reason: `Umlaut's network namespace has no interface "${ifname}".`,
        remedy: 'Leave the name empty, and Umlaut makes one for it.',
      };
      assertNone(isThere ? null : missing, nic, `nics.${number}`);
    }
  }

  async release(id: MachineId, numbers: readonly number[]): Promise<void> {
    const prepared = this.#prepared.get(id);
    if (prepared !== undefined) {
      const left = [...prepared.nics].filter(([number]) => !numbers.includes(number));
      if (left.length === 0) this.#prepared.delete(id);
      else this.#prepared.set(id, { ...prepared, nics: new Map(left) });
    }
    await this.#deps.keeper().sync();
  }

  /** What all machines need now that run, or are about to. */
  needs(labs: readonly Pick<Lab, 'nodes' | 'links'>[]): HostNeeds {
    const { registry, hostBridges } = this.#deps;
    return hostNeeds(
      registry.entries().flatMap((entry) => this.#placed(entry) ?? []),
      labs,
      hostBridges,
    );
  }

  #placed(entry: MachineEntry): PlacedMachine | null {
    const { record, run } = entry;
    const prepared = this.#prepared.get(record.id);
    const isOver = prepared !== undefined && prepared.lastExit !== record.lastExit;
    if (isOver) this.#prepared.delete(record.id);
    const added = isOver ? [] : [...(prepared?.nics.values() ?? [])];
    if (run === null && added.length === 0) return null;
    const kept =
      run === null ? [] : record.nics.filter(({ number }) => added.every((one) => one.number !== number));
    const umlPid = run?.kind === 'watched' ? run.status.umlPid : null;
    const nics = [...kept, ...added];
    return { id: record.id, place: this.#placeOf(entry), nics, umlPid };
  }

  #placeOfStart(nics: readonly NicConfig[]): MachinePlace {
    const place = machinePlace(nics);
    const isolation = this.#deps.isolation();
    if (place === 'host' || isolation.kind === 'bubblewrap') return place;
    const first = nics.find(({ transport }) => !usesOwnSwitch(transport));
    if (first === undefined) return 'host';
    throw new UmlautError(
      'NETWORK_UNAVAILABLE',
      `${nicDeviceOf(first)} needs a network namespace, and machines cannot be put into one here: ${isolation.limitation ?? 'bubblewrap does not work'}.`,
      isolation.remedy === null ? {} : { hint: isolation.remedy },
    );
  }

  /** Of a run: where its kernel is, when that can be told; as configured while it begins. */
  #placeOf({ record, run }: MachineEntry): MachinePlace {
    const pid = run?.kind === 'watched' ? run.status.umlPid : null;
    const net = pid === null ? null : networkOf(pid);
    if (net !== null) return net === networkOf(process.pid) ? 'host' : 'namespace';
    const prepared = this.#prepared.get(record.id);
    if (prepared !== undefined) return prepared.place;
    return run?.isolation.kind === 'bubblewrap' ? machinePlace(record.nics) : 'host';
  }

  #remember({ record }: MachineEntry, nics: readonly NicConfig[], place: MachinePlace): void {
    const before = this.#prepared.get(record.id);
    const others = before?.lastExit === record.lastExit ? before.nics : new Map<number, NicConfig>();
    this.#prepared.set(record.id, {
      nics: new Map([...others, ...nics.map((nic) => [nic.number, nic] as const)]),
      place,
      lastExit: record.lastExit,
    });
  }

  #launchNic(id: MachineId, nic: NicConfig, place: MachinePlace): LaunchNic {
    const { number, mac, transport } = nic;
    if (transport.kind === 'fabric') return this.#deps.tunnel(id, nic);
    const port = hostPort(id, nic);
    return {
      number,
      mac,
      transport,
      ...(port === null ? {} : { ifname: port.name }),
      ...(usesOwnSwitch(transport) ? { socket: this.#deps.keeper().switchSocket(place) } : {}),
    };
  }

  #namespace(nics: readonly NicConfig[]): LaunchNamespace {
    const { member, tun } = this.#deps.keeper();
    if (member === null) {
      throw new UmlautError('NETWORK_UNAVAILABLE', "Umlaut's network namespace is gone.", {
        hint: 'Try again: it is made anew.',
      });
    }
    return {
      pid: member.pid,
      startTicks: Number(member.startTime),
      netRaw: needsOf(nics).netRaw,
      tunDevice: tun?.path ?? null,
    };
  }
}
