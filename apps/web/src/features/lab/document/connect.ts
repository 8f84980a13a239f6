import { NIC_COUNT, mediumOf, type LabNode, type LabNodeId, type Machine } from '@umlaut/contracts/model';
import { placeConflict } from '../../../components/nic-words.ts';
import type { LabDocument } from './lab-document.ts';
import {
  mediumOfNode,
  nicRefusal,
  otherTypeOf,
  transportFor,
  type LinkMedium,
  type OtherType,
} from './media.ts';
import { deviceOf, hasPorts, linkAt, nextPort, nicOf, usedPorts } from './ports.ts';

/** Where a person lets go of a link: at a thing, or at one of its ports. */
export interface Target {
  nodeId: LabNodeId;
  port: number | null;
}

export type EndChoice =
  | { kind: 'port'; nodeId: LabNodeId; port: number }
  /** The machine has none left, but may get one more. */
  | { kind: 'new-nic'; nodeId: LabNodeId; machine: Machine }
  /** The interface is plugged into something else, and may become another. */
  | ({ kind: 'other-type'; nodeId: LabNodeId } & OtherType)
  /** A sentence that says why not. */
  | { kind: 'refused'; reason: string };

export interface Naming {
  machineOf(node: LabNode): Machine | undefined;
  nameOf(node: LabNode): string;
}

/** What a link between two places is of; the places that can be of one thing only decide. */
export function mediumOfLink(
  document: LabDocument,
  [one, other]: readonly [Target, Target],
  naming: Naming,
): { medium: LinkMedium } | { reason: string } {
  const [first, second] = [one, other].map(({ nodeId }) => mediumOfNode(document.nodes.get(nodeId)));
  if (first !== null && second !== null && first !== second) {
    return {
      reason:
        'A kernel bridge has links to machines and to other bridges: switches, hubs and the Internet are of another network.',
    };
  }
  const known = first ?? second ?? portMedium(document, one, naming) ?? portMedium(document, other, naming);
  return { medium: known ?? 'fabric' };
}

/** Of the interface that a link would take at a machine. */
function portMedium(document: LabDocument, { nodeId, port }: Target, naming: Naming): LinkMedium | null {
  const node = document.nodes.get(nodeId);
  const machine = node === undefined ? undefined : naming.machineOf(node);
  const used = usedPorts(document, nodeId);
  const nic = port === null ? machine?.nics.find((one) => !used.has(one.number)) : nicOf(machine, port);
  const medium = nic === undefined ? 'own' : mediumOf(nic.transport);
  return medium === 'own' ? null : medium;
}

/** An end that a link of `medium` shall have. */
export interface WantedEnd {
  target: Target;
  medium: LinkMedium;
}

/** The port that a link takes when it is brought to a place. */
export function chooseEnd(document: LabDocument, { target, medium }: WantedEnd, naming: Naming): EndChoice {
  const node = document.nodes.get(target.nodeId);
  if (node === undefined) return refused('This is not in the lab any more.');
  const name = naming.nameOf(node);
  if (!hasPorts(node)) return refused(`Links cannot end at a ${node.kind}.`);
  const used = usedPorts(document, node.id);
  if (node.kind === 'machine') return chooseNic(document, { target, node, name, used, medium }, naming);
  if (node.kind === 'uplink' || node.kind === 'remote') {
    return used.has(0)
      ? refused(`${name} has one link already: put a switch in between for more.`)
      : { kind: 'port', nodeId: node.id, port: 0 };
  }
  const port = target.port !== null && !used.has(target.port) ? target.port : nextPort(used);
  return port === null ? refused(`${name} is full.`) : { kind: 'port', nodeId: node.id, port };
}

interface NicQuestion extends WantedEnd {
  node: LabNode;
  name: string;
  used: ReadonlySet<number>;
}

function chooseNic(document: LabDocument, question: NicQuestion, naming: Naming): EndChoice {
  const { target, node, name, used, medium } = question;
  const { nodeId } = target;
  const machine = naming.machineOf(node);
  if (machine === undefined) return refused('This machine is gone: remove it from the lab.');
  if (target.port !== null) {
    if (linkAt(document, { nodeId, port: target.port }) !== undefined) {
      return refused(
        `${deviceOf(machine, target.port)} of ${name} has a link already; an interface has one.`,
      );
    }
    return askNic(machine, { nodeId, port: target.port }, medium);
  }
  const free = machine.nics.filter(
    ({ number, transport }) => !used.has(number) && mediumOf(transport) !== 'own',
  );
  const nic = free.find(({ transport }) => mediumOf(transport) === medium) ?? free[0];
  if (nic !== undefined) return askNic(machine, { nodeId, port: nic.number }, medium);
  if (machine.nics.length >= NIC_COUNT) return refused(`All ${NIC_COUNT} interfaces of ${name} are in use.`);
  const conflict = placeConflict(transportFor(medium), machine.nics);
  if (conflict === null) return { kind: 'new-nic', nodeId, machine };
  return refused(`${name} needs one more interface for it. ${conflict}`);
}

function askNic(
  machine: Machine,
  { nodeId, port }: { nodeId: LabNodeId; port: number },
  medium: LinkMedium,
): EndChoice {
  const nic = nicOf(machine, port);
  if (nic === undefined || mediumOf(nic.transport) === medium) return { kind: 'port', nodeId, port };
  const other = otherTypeOf(machine, nic, medium);
  return other === null
    ? refused(nicRefusal(machine, nic, medium))
    : { kind: 'other-type', nodeId, ...other };
}

function refused(reason: string): EndChoice {
  return { kind: 'refused', reason };
}
