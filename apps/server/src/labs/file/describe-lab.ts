import {
  LAB_FILE_FORMAT,
  LAB_FILE_VERSION,
  isPortableChannel,
  portableTransport,
  type Lab,
  type LabFile,
  type LabFileEnd,
  type LabFileMachine,
  type LabFileNode,
  type LabLinkEnd,
  type LabNode,
  type LabNodeId,
  type MachineId,
  type PortForward,
} from '@umlaut/contracts/model';
import type { MachineRecord } from '../../machines/machine-record.ts';
import { hostLabel } from '../host-label.ts';
import { FileKeys } from './file-keys.ts';
import { MachineParts, type PartSources } from './machine-parts.ts';

/** A machine as far as a file tells it. */
export type DescribedMachine = Pick<
  MachineRecord,
  'name' | 'description' | 'imageId' | 'kernelId' | 'root' | 'memoryMiB' | 'consoleLogMiB' | 'lines' | 'nics'
>;

type Named = ReadonlyMap<LabNodeId, { key: string; machine: DescribedMachine | null }>;
type DescribedForward = Extract<LabFileNode, { kind: 'uplink' }>['forwards'][number];

export interface DescribeSources extends PartSources {
  /** Null when it is gone. */
  machine: (id: MachineId) => DescribedMachine | null;
}

/** A lab as a file: pure, and the same for the same lab. */
export function describeLab(
  { name, description, nodes, links }: Pick<Lab, 'name' | 'description' | 'nodes' | 'links'>,
  sources: DescribeSources,
): LabFile {
  const parts = new MachineParts(sources);
  const keys = new FileKeys();
  const named = nodes.flatMap((node) => {
    const machine = node.kind === 'machine' ? sources.machine(node.machineId) : null;
    if (node.kind === 'machine' && machine === null) return [];
    return [{ node, machine, key: keys.take(wordFor(node, machine, name), node.kind) }];
  });
  const byId = new Map(named.map((one) => [one.node.id, one]));
  const described = new Map(
    named.map(({ node, machine, key }) => [
      node.id,
      { key, node: describeNode(node, { key, machine, parts, named: byId }) },
    ]),
  );
  const endOf = ({ nodeId, port, vlan }: LabLinkEnd): LabFileEnd | null => {
    const node = described.get(nodeId);
    if (node === undefined) return null;
    const { interfaces } = node.node.kind === 'machine' ? node.node : { interfaces: null };
    // An interface that is gone: the link is a broken one here, and could not be drawn elsewhere.
    if (interfaces?.every(({ number }) => number !== port) === true) return null;
    return { node: node.key, port, vlan };
  };
  return {
    format: LAB_FILE_FORMAT,
    version: LAB_FILE_VERSION,
    name,
    description,
    images: Object.fromEntries(parts.images),
    kernels: Object.fromEntries(parts.kernels),
    nodes: Object.fromEntries([...described.values()].map(({ key, node }) => [key, node])),
    links: links.flatMap(({ ends, enabled, impairments }) => {
      const [one, other] = [endOf(ends[0]), endOf(ends[1])];
      return one === null || other === null ? [] : [{ ends: [one, other], enabled, impairments }];
    }),
  };
}

/** What a thing is called for people: of machines without the lab's name in front of it. */
function wordFor(node: LabNode, machine: DescribedMachine | null, lab: string): string {
  if (machine === null) return 'label' in node ? node.label : node.kind;
  const prefix = `${hostLabel(lab)}-`;
  return machine.name.startsWith(prefix) ? machine.name.slice(prefix.length) : machine.name;
}

function describeNode(
  node: LabNode,
  {
    key,
    machine,
    parts,
    named,
  }: { key: string; machine: DescribedMachine | null; parts: MachineParts; named: Named },
): LabFileNode {
  switch (node.kind) {
    case 'machine':
      if (machine === null) throw new Error('A machine that is gone was to be described');
      return { ...describeMachine(machine, key, parts), position: node.position };
    case 'bridge': {
      const { id: _id, hostBridge: _bridge, ...bridge } = node;
      return bridge;
    }
    case 'remote': {
      const { id: _id, tunnel: _tunnel, ...remote } = node;
      return remote;
    }
    case 'uplink': {
      const { id: _id, forwards, ...uplink } = node;
      return { ...uplink, forwards: forwards.flatMap((forward) => describeForward(forward, named)) };
    }
    case 'switch':
    case 'hub':
    case 'note':
    case 'group': {
      const { id: _id, ...others } = node;
      return others;
    }
  }
}

/** None when what it leads to is gone: without a target it would lead elsewhere. */
function describeForward({ target, ...forward }: PortForward, named: Named): DescribedForward[] {
  if (target === null) return [{ ...forward, target }];
  const { key = null, machine = null } = named.get(target.machine) ?? {};
  if (key === null || machine === null) return [];
  const isThere = target.nic === null || machine.nics.some(({ number }) => number === target.nic);
  return isThere ? [{ ...forward, target: { machine: key, nic: target.nic } }] : [];
}

function describeMachine(
  machine: DescribedMachine,
  key: string,
  parts: MachineParts,
): Omit<LabFileMachine, 'position'> {
  return {
    kind: 'machine',
    ...(machine.name === key ? {} : { name: machine.name }),
    description: machine.description,
    image: parts.imageKey(machine.imageId),
    kernel: parts.kernelKey(machine.kernelId),
    root: machine.root,
    memoryMiB: machine.memoryMiB,
    consoleLogMiB: machine.consoleLogMiB,
    lines: machine.lines.map(({ name, channel }) => ({
      name,
      channel: isPortableChannel(channel.kind) ? channel : { kind: 'browser' },
    })),
    interfaces: machine.nics.map(({ number, transport }) => ({
      number,
      transport: portableTransport(transport),
    })),
  };
}
