import {
  nicDeviceOf,
  FABRIC,
  mediumOf,
  nicTransport,
  type LabLink,
  type LabNode,
  type Machine,
  type NicConfig,
  type NicMedium,
  type NicTransport,
} from '@umlaut/contracts/model';
import { NIC_KIND_LABELS, ownTarget, placeConflict } from '../../../components/nic-words.ts';
import type { LabDocument } from './lab-document.ts';
import { nicOf, type Machines } from './ports.ts';

/** What joins the ends of a link: Umlaut's own network, or bridges of the kernel. */
export type LinkMedium = Exclude<NicMedium, 'own'>;

/** An interface that would have to become another for a link. */
export interface OtherType {
  machine: Machine;
  nic: NicConfig;
  /** What it would be. */
  transport: NicTransport;
  /** Why it is not linked as it is, a sentence. */
  reason: string;
}

/** What a thing passes frames of; null: what its interfaces say, or nothing. */
export function mediumOfNode(node: LabNode | undefined): LinkMedium | null {
  switch (node?.kind) {
    case 'bridge':
      return 'bridge';
    case 'switch':
    case 'hub':
    case 'uplink':
    case 'remote':
      return 'fabric';
    case 'machine':
    case 'note':
    case 'group':
    case undefined:
      return null;
  }
}

/** Whether a link passes bridges of the kernel, where nothing of the fabric is. */
export function isBridged({ nodes }: LabDocument, { ends }: LabLink, machines: Machines): boolean {
  return ends.some(({ nodeId, port }) => {
    const node = nodes.get(nodeId);
    if (node?.kind !== 'machine') return node?.kind === 'bridge';
    const nic = nicOf(machines.get(node.machineId), port);
    return nic !== undefined && mediumOf(nic.transport) === 'bridge';
  });
}

/** The usual interface for a medium. */
export function transportFor(medium: LinkMedium): NicTransport {
  return medium === 'fabric' ? FABRIC : nicTransport.parse({ kind: 'tap' });
}

/** What an interface may become to be linked; null: nothing, at least not now. */
export function otherTypeOf(machine: Machine, nic: NicConfig, medium: LinkMedium): OtherType | null {
  const transport = transportFor(medium);
  if (mediumOf(nic.transport) === 'own' || obstacle(machine, nic, transport) !== null) return null;
  return { machine, nic, transport, reason: reasonOf(machine, nic, medium) };
}

/** Why an interface is not linked, and what hinders it from becoming one that is. */
export function nicRefusal(machine: Machine, nic: NicConfig, medium: LinkMedium): string {
  const reason = reasonOf(machine, nic, medium);
  if (mediumOf(nic.transport) === 'own') return reason;
  const hinder = obstacle(machine, nic, transportFor(medium));
  return hinder === null ? reason : `${reason} ${hinder}`;
}

function reasonOf(machine: Machine, nic: NicConfig, medium: LinkMedium): string {
  const name = `${nicDeviceOf(nic)} of ${machine.name}`;
  const target = ownTarget(nic.transport);
  const kind = NIC_KIND_LABELS[nic.transport.kind];
  if (target !== null)
    return `${name} (${kind}) leads to its own target, ${target}: it has no link in a lab.`;
  return medium === 'bridge'
    ? `${name} is in Umlaut's network, and a kernel bridge takes taps.`
    : `${name} is a ${kind}: it goes into a kernel bridge, not into Umlaut's network.`;
}

/** A machine that runs stays in the network that it was started in. */
function obstacle(machine: Machine, nic: NicConfig, transport: NicTransport): string | null {
  const others = machine.nics.filter(({ number }) => number !== nic.number);
  const conflict = placeConflict(transport, others);
  if (conflict !== null) return conflict;
  return machine.state.phase === 'stopped' ? null : 'Shut the machine down to change the interface.';
}
