import {
  nicDevice,
  type LabLink,
  type LabLinkEnd,
  type LabNodeId,
  type MachineId,
} from '@umlaut/contracts/model';
import type { LabRecord } from '../lab-store.ts';

/** Of those without a label; as the page calls them. */
const KINDS = {
  switch: 'Switch',
  hub: 'Hub',
  uplink: 'Internet',
  remote: 'Other host',
  bridge: 'Kernel bridge',
} as const;

/** What people call the things of a lab. */
export class LabNames {
  readonly #nodes: ReadonlyMap<LabNodeId, LabRecord['nodes'][number]>;
  readonly #machine: (id: MachineId) => string;

  constructor({ nodes }: LabRecord, machine: (id: MachineId) => string) {
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    this.#machine = machine;
  }

  node(id: LabNodeId): string {
    const node = this.#nodes.get(id);
    switch (node?.kind) {
      case 'machine':
        return this.#machine(node.machineId);
      case 'switch':
      case 'hub':
      case 'uplink':
      case 'remote':
      case 'bridge':
        return node.label === '' ? KINDS[node.kind] : node.label;
      case 'note':
      case 'group':
      case undefined:
        return 'Something that is gone';
    }
  }

  kind(id: LabNodeId): LabRecord['nodes'][number]['kind'] | undefined {
    return this.#nodes.get(id)?.kind;
  }

  machineOf(id: LabNodeId): MachineId | null {
    const node = this.#nodes.get(id);
    return node?.kind === 'machine' ? node.machineId : null;
  }

  /** "vec0", "port 3"; "" for an uplink, that has one. */
  port({ nodeId, port }: LabLinkEnd): string {
    const kind = this.kind(nodeId);
    if (kind === 'uplink' || kind === 'remote') return '';
    return kind === 'machine' ? nicDevice(port) : `port ${port}`;
  }

  /** "alice vec0" */
  end(end: LabLinkEnd): string {
    return `${this.node(end.nodeId)} ${this.port(end)}`.trim();
  }

  /** "the link between alice vec0 and Switch 1 port 2" */
  link({ ends }: LabLink): string {
    return `the link between ${ends.map((end) => this.end(end)).join(' and ')}`;
  }
}
