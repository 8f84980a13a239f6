import { UmlautError } from '@umlaut/contracts/errors';
import {
  MAX_LAB_LINKS,
  MAX_LAB_NODES,
  labLink,
  labNode,
  nicDevice,
  putTogether,
  type LabClash,
  type LabEdit,
  type LabLink,
  type LabLinkEnd,
  type LabLinkId,
  type LabNode,
  type LabNodeId,
  type MachineId,
  type ThingPut,
} from '@umlaut/contracts/model';
import type { LabMachine } from '../networks/fabric-config.ts';
import { checkForwards } from './forward-ports.ts';
import { checkMedia } from './link-media.ts';

/** What is drawn. */
export interface Drawing {
  nodes: readonly LabNode[];
  links: readonly LabLink[];
}

export interface EditedDrawing extends Drawing {
  clashes: readonly LabClash[];
}

export interface EditRules {
  /** Null when there is none. */
  machine: (id: MachineId) => LabMachine | null;
  /** Name of another lab in which this interface has a link; null: none. */
  linkedElsewhere: (id: MachineId, nic: number) => string | null;
  /** Whether another lab has a node or link of this id. */
  isElsewhere: (id: LabNodeId | LabLinkId) => boolean;
  /** Bridges of the host that an administrator opened to labs. */
  hostBridges: readonly string[];
}

/**
 * Draws: pure. All edits hold, or none.
 * @throws INVALID_INPUT, MACHINE_NOT_FOUND, NIC_NOT_FOUND, PORT_IN_USE, LAB_LIMIT with field `edits.N...`
 */
export function applyEdits(before: Drawing, edits: readonly LabEdit[], rules: EditRules): EditedDrawing {
  const clashes: LabClash[] = [];
  const nodes = new Map(before.nodes.map((node) => [node.id, node]));
  const links = new Map(before.links.map((link) => [link.id, link]));
  for (const [at, edit] of edits.entries()) {
    const field = `edits.${at}`;
    switch (edit.edit) {
      case 'put-node': {
        const node = changed(
          labNode,
          { now: edit.node, was: edit.was, current: nodes.get(edit.node.id) },
          { field: `${field}.node`, clashes },
        );
        if (node === null) break;
        checkNode(node, nodes, rules, `${field}.node`);
        nodes.set(node.id, node);
        break;
      }
      case 'move-node': {
        const node = nodes.get(edit.id);
        if (node !== undefined) nodes.set(edit.id, { ...node, position: edit.position });
        break;
      }
      case 'remove-node':
        nodes.delete(edit.id);
        for (const link of links.values()) if (touches(link, edit.id)) links.delete(link.id);
        break;
      case 'put-link': {
        const link = changed(
          labLink,
          { now: edit.link, was: edit.was, current: links.get(edit.link.id) },
          { field: `${field}.link`, clashes },
        );
        if (link === null) break;
        checkLink(link, { nodes, links }, rules, `${field}.link`);
        links.set(link.id, link);
        break;
      }
      case 'remove-link':
        links.delete(edit.id);
        break;
    }
  }
  assertSize(nodes.size, MAX_LAB_NODES, 'things');
  assertSize(links.size, MAX_LAB_LINKS, 'links');
  return { nodes: [...nodes.values()], links: [...links.values()], clashes };
}

/**
 * What was changed, put together with what others changed meanwhile. Null: it was removed meanwhile.
 * @throws INVALID_INPUT where the two do not go together
 */
function changed<T extends { id: LabClash['id'] }>(
  shape: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  put: ThingPut<T>,
  { field, clashes }: { field: string; clashes: LabClash[] },
): T | null {
  const { id } = put.now;
  const together = putTogether(put, (path, theirs) => clashes.push({ id, path: [...path], theirs }));
  if (together === null) clashes.push({ id, path: [], theirs: null });
  // What was sent is checked already.
  if (together === null || together === put.now) return together;
  const merged = shape.safeParse(together);
  if (merged.success) return merged.data;
  throw invalid(
    field,
    'Somebody else changed this meanwhile, and the two do not go together: look at it again.',
  );
}

function touches(link: LabLink, node: LabNodeId): boolean {
  return link.ends.some(({ nodeId }) => nodeId === node);
}

function checkNode(
  node: LabNode,
  nodes: ReadonlyMap<LabNodeId, LabNode>,
  rules: EditRules,
  field: string,
): void {
  const before = nodes.get(node.id);
  if (before !== undefined && before.kind !== node.kind) {
    throw invalid(`${field}.kind`, 'A thing stays what it is: remove it and put another.');
  }
  if (before === undefined && rules.isElsewhere(node.id)) {
    throw invalid(`${field}.id`, 'Another lab has a thing of that id.');
  }
  const joined = before?.kind === 'bridge' ? before.hostBridge : null;
  if (node.kind === 'bridge' && node.hostBridge !== joined) checkHostBridge(node.hostBridge, rules, field);
  if (node.kind === 'uplink') checkForwards(node, nodes, field);
  if (node.kind !== 'machine') return;
  const machine = rules.machine(node.machineId);
  if (machine === null) {
    throw new UmlautError('MACHINE_NOT_FOUND', 'There is no such machine.', { field: `${field}.machineId` });
  }
  const twin = nodes.values().find((one) => one.kind === 'machine' && one.machineId === node.machineId);
  if (twin !== undefined && twin.id !== node.id) {
    throw invalid(`${field}.machineId`, `"${machine.name}" is in this lab already.`);
  }
}

function checkHostBridge(name: string | null, { hostBridges }: EditRules, field: string): void {
  if (name === null || hostBridges.includes(name)) return;
  throw new UmlautError('INVALID_INPUT', `${name} is not open to labs.`, {
    field: `${field}.hostBridge`,
    hint: `Start the server with UMLAUT_HOST_BRIDGES=${[...hostBridges, name].join(',')} if guests may be on that network.`,
  });
}

function checkLink(
  link: LabLink,
  drawing: { nodes: ReadonlyMap<LabNodeId, LabNode>; links: ReadonlyMap<LabLinkId, LabLink> },
  rules: EditRules,
  field: string,
): void {
  if (!drawing.links.has(link.id) && rules.isElsewhere(link.id)) {
    throw invalid(`${field}.id`, 'Another lab has a link of that id.');
  }
  const [first, second] = link.ends;
  if (first.nodeId === second.nodeId) {
    throw invalid(`${field}.ends`, 'A link joins two different things.');
  }
  const others = [...drawing.links.values()].filter(({ id }) => id !== link.id);
  const nodes: LabNode[] = [];
  for (const [at, end] of link.ends.entries()) {
    const place = `${field}.ends.${at}`;
    const node = drawing.nodes.get(end.nodeId);
    if (node === undefined) throw invalid(`${place}.nodeId`, 'There is nothing of that id in this lab.');
    nodes.push(node);
    checkPort(node, end, rules, place);
    if (others.some(({ ends }) => ends.some((one) => one.nodeId === end.nodeId && one.port === end.port))) {
      throw new UmlautError('PORT_IN_USE', `${nameOfPort(node, end, rules)} has a link already.`, {
        field: `${place}.port`,
        hint: 'Choose another port, or remove that link first.',
      });
    }
  }
  const [from, to] = nodes;
  if (from !== undefined && to !== undefined) checkMedia(link, [from, to], rules.machine, field);
}

const ONE_PORT = { uplink: 'An uplink', remote: 'A tunnel to another host' } as const;

function checkPort(node: LabNode, end: LabLinkEnd, rules: EditRules, field: string): void {
  switch (node.kind) {
    case 'note':
    case 'group':
      throw invalid(`${field}.nodeId`, `A ${node.kind} has no ports.`);
    case 'uplink':
    case 'remote':
      if (end.port !== 0) throw invalid(`${field}.port`, `${ONE_PORT[node.kind]} has one port, 0.`);
      return;
    case 'machine': {
      const nic = rules.machine(node.machineId)?.nics.find(({ number }) => number === end.port);
      if (nic === undefined) {
        throw new UmlautError('NIC_NOT_FOUND', `The machine has no interface ${nicDevice(end.port)}.`, {
          field: `${field}.port`,
          hint: 'Add one to the machine first.',
        });
      }
      const elsewhere = rules.linkedElsewhere(node.machineId, end.port);
      if (elsewhere === null) return;
      throw new UmlautError(
        'PORT_IN_USE',
        `${nameOfPort(node, end, rules)} has a link in the lab "${elsewhere}".`,
        { field: `${field}.port`, hint: 'Remove that link first, or use another interface.' },
      );
    }
    case 'switch':
    case 'hub':
    case 'bridge':
  }
}

function nameOfPort(node: LabNode, { port }: LabLinkEnd, { machine }: EditRules): string {
  if (node.kind === 'machine') {
    const found = machine(node.machineId);
    const kind = found?.nics.find(({ number }) => number === port)?.transport.kind;
    return `"${found?.name}" ${nicDevice(port, kind)}`;
  }
  if (node.kind === 'uplink' || node.kind === 'remote') return ONE_PORT[node.kind];
  return `Port ${port}`;
}

function assertSize(size: number, limit: number, what: string): void {
  if (size <= limit) return;
  throw new UmlautError('LAB_LIMIT', `A lab holds at most ${limit} ${what}; this would be ${size}.`, {
    field: 'edits',
  });
}

function invalid(field: string, message: string): UmlautError {
  return new UmlautError('INVALID_INPUT', message, { field });
}
