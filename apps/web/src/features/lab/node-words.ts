import type { Icon } from '@tabler/icons-react';
import type { LabLink, LabNode, LabNodeKind, Machine } from '@umlaut/contracts/model';
import {
  IconBuildingBridge,
  IconDeviceDesktop,
  IconServer2,
  IconNote,
  IconRouter,
  IconSquare,
  IconTopologyStar,
  IconWorld,
} from '../../components/icons.ts';
import { machineStatus } from '../../components/machine-status.ts';
import type { LabDocument } from './document/lab-document.ts';
import { portName, usedPorts, type Machines } from './document/ports.ts';

export const KINDS: Readonly<Record<LabNodeKind, { label: string; icon: Icon }>> = {
  machine: { label: 'Machine', icon: IconDeviceDesktop },
  switch: { label: 'Switch', icon: IconRouter },
  hub: { label: 'Hub', icon: IconTopologyStar },
  bridge: { label: 'Kernel bridge', icon: IconBuildingBridge },
  uplink: { label: 'Internet', icon: IconWorld },
  remote: { label: 'Other host', icon: IconServer2 },
  note: { label: 'Note', icon: IconNote },
  group: { label: 'Area', icon: IconSquare },
};

export function machineOf(node: LabNode, machines: Machines): Machine | undefined {
  return node.kind === 'machine' ? machines.get(node.machineId) : undefined;
}

/** What a person calls a thing. */
export function nodeName(node: LabNode, machines: Machines): string {
  switch (node.kind) {
    case 'machine':
      return machines.get(node.machineId)?.name ?? 'Machine that is gone';
    case 'note':
      return node.text.trim().split('\n')[0]?.slice(0, 60) || 'Empty note';
    case 'switch':
    case 'hub':
    case 'bridge':
    case 'uplink':
    case 'remote':
    case 'group':
      return node.label === '' ? KINDS[node.kind].label : node.label;
  }
}

/** The second line of a thing: its state, or what it is. */
export function nodeDetail(node: LabNode, document: LabDocument, machines: Machines): string {
  switch (node.kind) {
    case 'machine': {
      const machine = machines.get(node.machineId);
      return machine === undefined ? 'Deleted' : machineStatus(machine.state).label;
    }
    case 'switch': {
      const count = usedPorts(document, node.id).size;
      const dhcp = node.dhcp === null ? '' : `, ${node.dhcp.subnet}`;
      return `${portCount(count)}${dhcp}`;
    }
    case 'hub':
      return portCount(usedPorts(document, node.id).size);
    case 'bridge':
      return `${portCount(usedPorts(document, node.id).size)}${node.stp ? ', spanning tree' : ''}`;
    case 'uplink':
      return node.forwards.length === 0 ? 'To the Internet' : `${node.forwards.length} port forwards`;
    case 'remote':
      return node.tunnel === null ? 'Not set up' : `${node.tunnel.peer.address}:${node.tunnel.peer.port}`;
    case 'note':
    case 'group':
      return '';
  }
}

function portCount(count: number): string {
  return count === 1 ? '1 link' : `${count} links`;
}

/** What stands at an end of a link: "vec0", the port of a switch; null where ports mean nothing to a person. */
export function endMark(node: LabNode, port: number, machines: Machines): string | null {
  if (node.kind === 'machine') return portName(node, port, machines);
  return node.kind === 'switch' ? String(port) : null;
}

/** "web vec0 to Switch port 1" */
export function linkName({ ends }: LabLink, document: LabDocument, machines: Machines): string {
  return ends
    .map(({ nodeId, port }) => {
      const node = document.nodes.get(nodeId);
      return node === undefined ? 'nothing' : `${nodeName(node, machines)} ${portName(node, port, machines)}`;
    })
    .join(' to ');
}
