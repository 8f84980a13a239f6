import { NIC_COUNT, nicDevice, type LabNode, type LabNodeId, type Machine } from '@umlaut/contracts/model';
import type { LabDocument } from './lab-document.ts';
import { freeNic, hasPorts, linkAt, nextPort, usedPorts } from './ports.ts';

/** Where a person lets go of a link: at a thing, or at one of its ports. */
export interface Target {
  nodeId: LabNodeId;
  port: number | null;
}

export type EndChoice =
  | { kind: 'port'; nodeId: LabNodeId; port: number }
  /** The machine has none left, but may get one more. */
  | { kind: 'new-nic'; nodeId: LabNodeId; machine: Machine }
  /** A sentence that says why not. */
  | { kind: 'refused'; reason: string };

export interface Naming {
  machineOf(node: LabNode): Machine | undefined;
  nameOf(node: LabNode): string;
}

/** The port that a link takes when it is brought to `target`. `moving`: that link's own ports count as free. */
export function chooseEnd(document: LabDocument, target: Target, naming: Naming): EndChoice {
  const node = document.nodes.get(target.nodeId);
  if (node === undefined) return refused('This is not in the lab any more.');
  const name = naming.nameOf(node);
  if (!hasPorts(node)) return refused(`Links cannot end at a ${node.kind}.`);
  const used = usedPorts(document, node.id);
  if (node.kind === 'machine') return chooseNic(document, { target, node, name, used }, naming);
  if (node.kind === 'uplink' || node.kind === 'remote') {
    return used.has(0)
      ? refused(`${name} has one link already: put a switch in between for more.`)
      : { kind: 'port', nodeId: node.id, port: 0 };
  }
  const port = target.port !== null && !used.has(target.port) ? target.port : nextPort(used);
  return port === null ? refused(`${name} is full.`) : { kind: 'port', nodeId: node.id, port };
}

interface NicQuestion {
  target: Target;
  node: LabNode;
  name: string;
  used: ReadonlySet<number>;
}

function chooseNic(document: LabDocument, question: NicQuestion, naming: Naming): EndChoice {
  const { target, node, name, used } = question;
  const { nodeId } = target;
  const machine = naming.machineOf(node);
  if (machine === undefined) return refused('This machine is gone: remove it from the lab.');
  if (target.port !== null) {
    if (linkAt(document, { nodeId, port: target.port }) !== undefined) {
      return refused(`${nicDevice(target.port)} of ${name} has a link already; an interface has one.`);
    }
    return { kind: 'port', nodeId, port: target.port };
  }
  const free = freeNic(machine, used);
  if (free !== null) return { kind: 'port', nodeId, port: free };
  if (machine.nics.length < NIC_COUNT) return { kind: 'new-nic', nodeId, machine };
  return refused(`All ${NIC_COUNT} interfaces of ${name} have a link.`);
}

function refused(reason: string): EndChoice {
  return { kind: 'refused', reason };
}
