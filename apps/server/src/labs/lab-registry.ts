import { UmlautError } from '@umlaut/contracts/errors';
import type { Lab, LabId, LabLinkId, LabNodeId, LabSummary, MachineId } from '@umlaut/contracts/model';
import type { EventStream } from '../events/event-stream.ts';
import { KeyQueue } from '../machines/key-queue.ts';
import type { LabRecord, LabStore } from './lab-store.ts';

export interface LabRegistryDeps {
  store: LabStore;
  events: EventStream;
  /** Something that the fabric does has changed. */
  onDrawn: () => void;
}

export type LabPatch = Partial<Pick<LabRecord, 'name' | 'description' | 'nodes' | 'links'>>;

/** All labs, in memory. A change is told and answered once it is stored; changes come one after the other. */
export class LabRegistry {
  readonly #deps: LabRegistryDeps;
  readonly #labs = new Map<LabId, LabRecord>();
  /** Of all labs together: that an interface has one link is a rule between them. */
  readonly #queue = new KeyQueue<'labs'>();
  readonly #onRemoved = new Set<(id: LabId) => void>();

  constructor(deps: LabRegistryDeps) {
    this.#deps = deps;
  }

  async load(): Promise<void> {
    for (const record of await this.#deps.store.load()) this.#labs.set(record.id, record);
  }

  /** @throws LAB_NOT_FOUND */
  get(id: LabId): LabRecord {
    const record = this.#labs.get(id);
    if (record !== undefined) return record;
    throw new UmlautError('LAB_NOT_FOUND', 'There is no such lab; it may have been deleted.');
  }

  find(id: LabId): LabRecord | null {
    return this.#labs.get(id) ?? null;
  }

  all(): LabRecord[] {
    return [...this.#labs.values()];
  }

  summaries(): LabSummary[] {
    return this.all().map(summarise);
  }

  present(id: LabId): Lab {
    return presentLab(this.get(id));
  }

  /** The lab in which an interface has its link, and that link. */
  linkOf(machine: MachineId, nic: number): { lab: LabRecord; linkId: LabLinkId } | null {
    for (const lab of this.#labs.values()) {
      const node = lab.nodes.find((one) => one.kind === 'machine' && one.machineId === machine);
      const link = lab.links.find(({ ends }) =>
        ends.some((end) => end.nodeId === node?.id && end.port === nic),
      );
      if (link !== undefined) return { lab, linkId: link.id };
    }
    return null;
  }

  has(id: LabNodeId | LabLinkId, besides: LabId): boolean {
    return this.all().some(
      (lab) => lab.id !== besides && [...lab.nodes, ...lab.links].some((thing) => thing.id === id),
    );
  }

  async insert(record: LabRecord): Promise<Lab> {
    return this.#queue.run('labs', async () => {
      await this.#deps.store.save(record);
      this.#labs.set(record.id, record);
      return this.#tell(record.id);
    });
  }

  /** @param change what becomes of the lab as it is at its turn; may throw */
  async update(id: LabId, change: (before: LabRecord) => LabPatch): Promise<Lab> {
    return this.#queue.run('labs', async () => {
      const before = this.get(id);
      const record: LabRecord = {
        ...before,
        ...change(before),
        version: before.version + 1,
        updatedAt: new Date().toISOString(),
      };
      await this.#deps.store.save(record);
      this.#labs.set(id, record);
      return this.#tell(id);
    });
  }

  async remove(id: LabId): Promise<void> {
    await this.#queue.run('labs', async () => {
      this.get(id);
      await this.#deps.store.remove(id);
      this.#labs.delete(id);
      this.#deps.events.publish({ type: 'lab.removed', id });
      for (const listener of this.#onRemoved) listener(id);
      this.#deps.onDrawn();
    });
  }

  /** @returns what ends the subscription. */
  onRemoved(listener: (id: LabId) => void): () => void {
    this.#onRemoved.add(listener);
    return () => void this.#onRemoved.delete(listener);
  }

  #tell(id: LabId): Lab {
    const lab = this.present(id);
    this.#deps.events.publish({ type: 'lab.changed', lab });
    this.#deps.onDrawn();
    return lab;
  }
}

function summarise(record: LabRecord): LabSummary {
  const { nodes, links, ...others } = record;
  return {
    ...others,
    machineIds: nodes.flatMap((node) => (node.kind === 'machine' ? [node.machineId] : [])),
    nodeCount: nodes.length,
    linkCount: links.length,
  };
}

function presentLab(record: LabRecord): Lab {
  return { ...summarise(record), nodes: record.nodes, links: record.links };
}
