import {
  type Lab,
  type LabClash,
  type LabEdit,
  type LabId,
  type LabLinkId,
  type LabNodeId,
  type LabSummary,
  type MachineId,
} from '@umlaut/contracts/model';
import { UmlautError } from '@umlaut/contracts/errors';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { EventStream } from '../events/event-stream.ts';
import { newLabId } from '../identifiers.ts';
import type { FabricKeeper } from '../networks/fabric-keeper.ts';
import type { LabMachine } from '../networks/fabric-config.ts';
import { applyEdits, type Drawing, type EditedDrawing } from './lab-edits.ts';
import type { LabRegistry } from './lab-registry.ts';

export interface LabServiceDeps {
  labs: LabRegistry;
  fabric: FabricKeeper;
  activity: ActivityLog;
  events: EventStream;
  machine: (id: MachineId) => LabMachine | null;
  /** Bridges of the host that labs may be joined to. */
  hostBridges: readonly string[];
}

/** Everything that can be asked of labs but what happens in them (lab-live.ts). */
export class LabService {
  readonly #deps: LabServiceDeps;

  constructor(deps: LabServiceDeps) {
    this.#deps = deps;
  }

  list(): { epoch: string; seq: number; items: LabSummary[] } {
    return { ...this.#deps.events.mark, items: this.#deps.labs.summaries() };
  }

  /** @throws LAB_NOT_FOUND */
  get(id: LabId): { epoch: string; seq: number; lab: Lab } {
    return { ...this.#deps.events.mark, lab: this.#deps.labs.present(id) };
  }

  async create(
    wanted: { id?: LabId; name: string; description: string; edits?: readonly LabEdit[] },
    actor: string,
  ): Promise<Lab> {
    const id = wanted.id ?? newLabId();
    const now = new Date().toISOString();
    const drawing = this.#draw(id, { nodes: [], links: [] }, wanted.edits ?? []);
    const lab = await this.#deps.labs.insert({
      id,
      name: wanted.name,
      description: wanted.description,
      version: 1,
      createdAt: now,
      updatedAt: now,
      nodes: [...drawing.nodes],
      links: [...drawing.links],
    });
    this.#note('lab.created', actor, `Created the lab "${lab.name}".`);
    return lab;
  }

  /** @throws LAB_NOT_FOUND */
  async update(
    { id, name, description }: { id: LabId; name?: string | undefined; description?: string | undefined },
    actor: string,
  ): Promise<Lab> {
    const before = this.#deps.labs.get(id).name;
    const lab = await this.#deps.labs.update(id, (lab) => ({
      name: name ?? lab.name,
      description: description ?? lab.description,
    }));
    if (lab.name !== before)
      this.#note('lab.changed', actor, `Renamed the lab "${before}" to "${lab.name}".`);
    return lab;
  }

  /** @throws LAB_NOT_FOUND; INVALID_INPUT, MACHINE_NOT_FOUND, NIC_NOT_FOUND, PORT_IN_USE, LAB_LIMIT with `field` */
  async edit(id: LabId, edits: readonly LabEdit[]): Promise<{ lab: Lab; clashes: LabClash[] }> {
    const clashes: LabClash[] = [];
    const lab = await this.#deps.labs.update(id, (before) => {
      const drawn = this.#draw(id, before, edits);
      clashes.push(...drawn.clashes);
      return { nodes: [...drawn.nodes], links: [...drawn.links] };
    });
    return { lab, clashes };
  }

  /** @throws LAB_NOT_FOUND */
  async remove(id: LabId, actor: string): Promise<void> {
    const { name } = this.#deps.labs.get(id);
    await this.#deps.labs.remove(id);
    this.#note('lab.deleted', actor, `Deleted the lab "${name}"; its machines stay.`);
  }

  /** @throws LAB_NOT_FOUND, LINK_NOT_FOUND, FABRIC_UNREACHABLE */
  async openLink(id: LabId, link: LabLinkId): Promise<void> {
    if (!this.#deps.labs.get(id).links.some((one) => one.id === link)) {
      throw new UmlautError('LINK_NOT_FOUND', 'There is no such link in this lab.');
    }
    await this.#deps.fabric.client().command({ command: 'open-link', link });
  }

  /** @throws LAB_NOT_FOUND, NOT_FOUND, FABRIC_UNREACHABLE */
  async forgetStations(id: LabId, node: LabNodeId): Promise<void> {
    if (!this.#deps.labs.get(id).nodes.some((one) => one.id === node && one.kind === 'switch')) {
      throw new UmlautError('NOT_FOUND', 'There is no such switch in this lab.', { field: 'nodeId' });
    }
    await this.#deps.fabric.client().command({ command: 'forget-stations', node });
  }

  /** A machine that is deleted goes out of every lab. */
  async forgetMachine(machine: MachineId): Promise<void> {
    for (const lab of this.#deps.labs.all()) {
      const node = lab.nodes.find((one) => one.kind === 'machine' && one.machineId === machine);
      if (node !== undefined) await this.edit(lab.id, [{ edit: 'remove-node', id: node.id }]);
    }
  }

  /** An interface that is removed has no link any more. */
  async unlink(machine: MachineId, nic: number): Promise<boolean> {
    const found = this.#deps.labs.linkOf(machine, nic);
    if (found === null) return false;
    await this.edit(found.lab.id, [{ edit: 'remove-link', id: found.linkId }]);
    return true;
  }

  #draw(id: LabId, before: Drawing, edits: readonly LabEdit[]): EditedDrawing {
    const { labs, machine } = this.#deps;
    return applyEdits(before, edits, {
      machine,
      linkedElsewhere: (wanted, nic) => {
        const found = labs.linkOf(wanted, nic);
        return found === null || found.lab.id === id ? null : found.lab.name;
      },
      isElsewhere: (thing) => labs.has(thing, id),
      hostBridges: this.#deps.hostBridges,
    });
  }

  #note(kind: string, actor: string, message: string): void {
    void this.#deps.activity.add({ kind, severity: 'info', actor, message });
  }
}
