import { nicDevice, type Machine, type MachineId, type NicConfig } from '@umlaut/contracts/model';
import type { LaunchNic } from '@umlaut/contracts/monitor';
import type { ActivityLog } from '../activity/activity-log.ts';
import { atTurn } from '../machines/at-turn.ts';
import type { KeyQueue } from '../machines/key-queue.ts';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { assertTakesDevices } from '../machines/power.ts';
import { findNic, withNic, withoutNic } from './configured-nics.ts';
import type { LiveNics } from './live-nics.ts';

export interface NicServiceDeps {
  registry: MachineRegistry;
  queue: KeyQueue<MachineId>;
  activity: ActivityLog;
  live: LiveNics;
  tunnels: (id: MachineId, nics: readonly NicConfig[]) => LaunchNic[];
  /** Takes the links of an interface that goes out of every lab. */
  unlink: (id: MachineId, number: number) => Promise<void>;
}

/** The network interfaces of machines: each change at its machine's turn, and in the running guest where there is one. */
export class NicService {
  readonly #deps: NicServiceDeps;

  constructor(deps: NicServiceDeps) {
    this.#deps = deps;
  }

  /** @throws MACHINE_NOT_FOUND, LAB_LIMIT, PORT_IN_USE, INVALID_INPUT; MACHINE_PAUSED, MACHINE_BUSY, MCONSOLE_* */
  async add(
    request: { id: MachineId; number?: number | undefined; mac?: string | undefined },
    actor: string,
  ): Promise<Machine> {
    const { id } = request;
    return this.#atTurn(id, async (entry) => {
      const { nics, added } = withNic(entry.record.nics, request);
      if (entry.run !== null) {
        assertTakesDevices(entry, 'an interface');
        const [tunnel] = this.#deps.tunnels(id, [added]);
        if (tunnel !== undefined) await this.#deps.live.plug(entry, tunnel);
      }
      await this.#store(entry, nics);
      this.#note(entry, actor, `Added the network interface ${nicDevice(added.number)}.`);
    });
  }

  /** @throws MACHINE_NOT_FOUND, NIC_NOT_FOUND, NIC_IN_USE; MACHINE_PAUSED, MACHINE_BUSY, MCONSOLE_* */
  async remove({ id, number }: { id: MachineId; number: number }, actor: string): Promise<Machine> {
    return this.#atTurn(id, async (entry) => {
      findNic(entry.record.nics, number);
      if (entry.run !== null) {
        assertTakesDevices(entry, 'an interface');
        await this.#deps.live.unplug(entry, number);
      }
      await this.#deps.unlink(id, number);
      await this.#store(entry, withoutNic(entry.record.nics, number));
      this.#note(entry, actor, `Removed the network interface ${nicDevice(number)}.`);
    });
  }

  /** In the database, and with the monitor, for the next reboot. */
  async #store({ record, run }: MachineEntry, nics: NicConfig[]): Promise<void> {
    const { registry, live, tunnels } = this.#deps;
    if (run !== null) await live.setNext({ record, run }, tunnels(record.id, nics));
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
