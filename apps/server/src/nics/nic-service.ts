import { isDeepStrictEqual } from 'node:util';
import { UmlautError } from '@umlaut/contracts/errors';
import {
  nicDeviceOf,
  mediumOf,
  type Machine,
  type MachineId,
  type NicConfig,
  type NicTransport,
  type NicType,
} from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { liveNicObstacle } from '@umlaut/core/nics';
import type { ActivityLog } from '../activity/activity-log.ts';
import { atTurn } from '../machines/at-turn.ts';
import type { KeyQueue } from '../machines/key-queue.ts';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { assertTakesDevices } from '../machines/power.ts';
import type { HostSide } from '../networks/host-side.ts';
import { findNic, withNic, withTransport, withoutNic } from './configured-nics.ts';
import type { LiveNics } from './live-nics.ts';
import type { NicChecks } from './nic-checks.ts';

export interface NicServiceDeps {
  registry: MachineRegistry;
  queue: KeyQueue<MachineId>;
  activity: ActivityLog;
  live: LiveNics;
  checks: NicChecks;
  hostSide: HostSide;
  /** What the machine was started with; null when nobody knows. */
  launchSpec: (id: MachineId) => Promise<LaunchSpec | null>;
  /** Takes the links of an interface out of every lab. @returns whether there was one */
  unlink: (id: MachineId, number: number) => Promise<boolean>;
}

/** The network interfaces of machines: each change at its machine's turn, and in the running guest where there is one. */
export class NicService {
  readonly #deps: NicServiceDeps;

  constructor(deps: NicServiceDeps) {
    this.#deps = deps;
  }

  /** @throws MACHINE_NOT_FOUND */
  async types({ id, number }: { id: MachineId; number?: number | undefined }): Promise<NicType[]> {
    return this.#deps.checks.types(id, number);
  }

  /**
   * @throws MACHINE_NOT_FOUND, LAB_LIMIT, PORT_IN_USE, INVALID_INPUT, NIC_UNAVAILABLE; NIC_NEEDS_RESTART,
   * MACHINE_PAUSED, MACHINE_BUSY, MCONSOLE_*
   */
  async add(
    request: {
      id: MachineId;
      number?: number | undefined;
      mac?: string | undefined;
      transport: NicTransport;
    },
    actor: string,
  ): Promise<Machine> {
    return this.#atTurn(request.id, async (entry) => {
      const { nics, added } = withNic(entry.record.nics, request);
      if (entry.run === null) await this.#deps.checks.assertConfigurable(entry, added);
      else {
        await this.#assertPluggable(entry, added);
        await this.#plug(entry, added);
      }
      await this.#store(entry, nics);
      this.#note(entry, actor, `Added the network interface ${nicDeviceOf(added)}${wordsOf(added)}.`);
    });
  }

  /**
   * @throws MACHINE_NOT_FOUND, NIC_NOT_FOUND, INVALID_INPUT, NIC_UNAVAILABLE; NIC_IN_USE, NIC_NEEDS_RESTART,
   * MACHINE_PAUSED, MACHINE_BUSY, MCONSOLE_*
   */
  async update(
    { id, number, transport }: { id: MachineId; number: number; transport: NicTransport },
    actor: string,
  ): Promise<Machine> {
    return this.#atTurn(id, async (entry) => {
      const before = findNic(entry.record.nics, number);
      if (isDeepStrictEqual(before.transport, transport)) return;
      const after = { ...before, transport };
      if (entry.run === null) {
        await this.#deps.checks.assertConfigurable(entry, after);
        await this.#deps.hostSide.release(id, [number]);
      } else {
        await this.#assertPluggable(entry, after);
        await this.#replug(entry, before, after);
      }
      await this.#store(entry, withTransport(entry.record.nics, before, transport));
      const leaves = mediumOf(before.transport) !== mediumOf(transport);
      const lostLink = leaves && (await this.#deps.unlink(id, number));
      const words = `Changed the network interface ${nicDeviceOf(before)} to ${nicDeviceOf(after)}${wordsOf(after)}`;
      this.#note(entry, actor, `${words}${lostLink ? '; its link in a lab was removed' : ''}.`);
    });
  }

  /** @throws MACHINE_NOT_FOUND, NIC_NOT_FOUND, NIC_IN_USE; MACHINE_PAUSED, MACHINE_BUSY, MCONSOLE_* */
  async remove({ id, number }: { id: MachineId; number: number }, actor: string): Promise<Machine> {
    return this.#atTurn(id, async (entry) => {
      const nic = findNic(entry.record.nics, number);
      if (entry.run !== null) {
        assertTakesDevices(entry, 'an interface');
        await this.#deps.live.unplug(entry, nic);
      }
      await this.#deps.unlink(id, number);
      await this.#store(entry, withoutNic(entry.record.nics, number));
      await this.#deps.hostSide.release(id, [number]);
      this.#note(entry, actor, `Removed the network interface ${nicDeviceOf(nic)}.`);
    });
  }

  async #assertPluggable(entry: MachineEntry, nic: NicConfig): Promise<void> {
    assertTakesDevices(entry, 'an interface');
    const spec = await this.#deps.launchSpec(entry.record.id);
    const obstacle = spec === null ? null : liveNicObstacle(nic, spec);
    if (obstacle !== null) {
      throw new UmlautError('NIC_NEEDS_RESTART', obstacle, {
        field: 'transport',
        hint: 'Shut the machine down first.',
      });
    }
    await this.#deps.checks.assertUsable(entry, nic);
  }

  /** With nothing left of it on the host when the kernel does not take it. */
  async #plug(entry: MachineEntry, nic: NicConfig): Promise<void> {
    const { hostSide, live } = this.#deps;
    const { id } = entry.record;
    try {
      const [launch] = (await hostSide.prepare(id, [nic])).nics;
      hostSide.assertNamed([nic]);
      if (launch !== undefined) await live.plug(entry, launch);
    } catch (error) {
      await hostSide.release(id, [nic.number]);
      throw error;
    }
  }

  /** The interface as it was comes back when the kernel does not take the new one. */
  async #replug(entry: MachineEntry, before: NicConfig, after: NicConfig): Promise<void> {
    const { hostSide, live } = this.#deps;
    await live.unplug(entry, before);
    try {
      await hostSide.release(entry.record.id, [before.number]);
      await this.#plug(entry, after);
    } catch (error) {
      await this.#plug(entry, before);
      throw error;
    }
  }

  /** In the database, and with the monitor, for the next reboot. */
  async #store({ record, run }: MachineEntry, nics: NicConfig[]): Promise<void> {
    const { registry, live, hostSide } = this.#deps;
    if (run !== null) await live.setNext({ record, run }, (await hostSide.prepare(record.id, nics)).nics);
    await registry.update(record.id, { nics });
  }

  #note({ record }: MachineEntry, actor: string, message: string): void {
    const kind = 'machine.nics-changed';
    void this.#deps.activity.add({ kind, severity: 'info', actor, machine: record, message });
  }

  #atTurn(id: MachineId, deed: (entry: MachineEntry) => Promise<void>): Promise<Machine> {
    const { registry } = this.#deps;
    return atTurn(this.#deps, id, async () => {
      await deed(registry.get(id));
      return registry.present(id);
    });
  }
}

/** What everybody has needs no words. */
function wordsOf({ transport: { kind } }: NicConfig): string {
  return kind === 'fabric' ? '' : ` (${kind})`;
}
