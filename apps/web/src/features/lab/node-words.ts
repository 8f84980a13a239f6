import type { Icon } from '@tabler/icons-react';
import {
  isLegacy,
  type LabLink,
  type LabLinkEnd,
  type LabNode,
  type LabNodeKind,
  type Machine,
  type PortVlan,
} from '@umlaut/contracts/model';
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
import { portName, usedPorts, type Machines, type Port } from './document/ports.ts';
import { formatVlans } from './vlan-list.ts';

/** Of ports where nobody said another. */
const FIRST_VLAN = 1;

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
      return forwardCount(node.forwards.length);
    case 'remote':
      return node.tunnel === null ? 'Not set up' : `${node.tunnel.peer.address}:${node.tunnel.peer.port}`;
    case 'note':
    case 'group':
      return '';
  }
}

/** What a guest calls its interfaces, before their numbers. */
export function deviceWord({ nics }: Machine): 'eth' | 'vec' {
  return nics.length > 0 && nics.every(({ transport }) => isLegacy(transport.kind)) ? 'eth' : 'vec';
}

function forwardCount(count: number): string {
  if (count === 0) return 'To the Internet';
  return count === 1 ? '1 port forward' : `${count} port forwards`;
}

function portCount(count: number): string {
  return count === 1 ? '1 link' : `${count} links`;
}

/** What stands at an end of a link: "vec0", "3 · VLAN 10"; null where there is one port only. */
export function endMark(node: LabNode, { port, vlan }: LabLinkEnd, machines: Machines): string | null {
  switch (node.kind) {
    case 'machine':
      return portName(node, port, machines);
    case 'switch':
      return [String(port), vlanTag(vlan)].filter((text) => text !== null).join(' · ');
    case 'hub':
    case 'bridge':
      return String(port);
    case 'uplink':
    case 'remote':
    case 'note':
    case 'group':
      return null;
  }
}

/** "VLAN 10", "trunk"; null for what is so where nobody said anything. */
export function vlanTag(vlan: PortVlan): string | null {
  if (vlan.mode === 'trunk') return 'trunk';
  return vlan.vlan === FIRST_VLAN ? null : `VLAN ${vlan.vlan}`;
}

/** What a port does with 802.1Q tags, as a sentence. */
export function vlanSentence(vlan: PortVlan): string {
  if (vlan.mode === 'access') return `Access: VLAN ${vlan.vlan}, without tags.`;
  const allowed = vlan.vlans === null ? 'all VLANs' : `VLAN ${formatVlans(vlan.vlans)}`;
  const native =
    vlan.native === null ? 'frames without a tag are dropped' : `without a tag: VLAN ${vlan.native}`;
  return `Trunk: ${allowed}, tagged; ${native}.`;
}

/** "web vec0", "Switch 1 port 3", "Internet". */
export function fullPortName({ nodeId, port }: Port, document: LabDocument, machines: Machines): string {
  const node = document.nodes.get(nodeId);
  return node === undefined ? 'nothing' : `${nodeName(node, machines)} ${portName(node, port, machines)}`;
}

/** "web vec0 to Switch port 1" */
export function linkName({ ends }: LabLink, document: LabDocument, machines: Machines): string {
  return ends.map((end) => fullPortName(end, document, machines)).join(' to ');
}
