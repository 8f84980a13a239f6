import {
  lab,
  labLinkId,
  labNode,
  labNodeId,
  NO_IMPAIRMENT,
  type Lab,
  type LabLink,
  type LabNode,
} from '@umlaut/contracts/model';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export function nodeIdFixture(index: number): LabNode['id'] {
  return labNodeId.parse(`n-${LETTERS.charAt(index).repeat(10)}`);
}

export function switchFixture(index: number, changes: Partial<LabNode> = {}): LabNode {
  return labNode.parse({
    id: nodeIdFixture(index),
    kind: 'switch',
    label: `Switch ${index}`,
    position: { x: index * 200, y: 0 },
    ...changes,
  });
}

export function linkFixture(index: number, [one, other]: readonly [number, number]): LabLink {
  return {
    id: labLinkId.parse(`k-${LETTERS.charAt(index).repeat(10)}`),
    ends: [
      { nodeId: nodeIdFixture(one), port: index, vlan: { mode: 'access', vlan: 1 } },
      { nodeId: nodeIdFixture(other), port: index, vlan: { mode: 'access', vlan: 1 } },
    ],
    enabled: true,
    impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
  };
}

export function labFixture(changes: Partial<Lab> = {}): Lab {
  return lab.parse({
    id: 'l-aaaaaaaaaa',
    name: 'Lab',
    description: '',
    version: 1,
    createdAt: '2026-11-23T10:00:00.000Z',
    updatedAt: '2026-11-23T10:00:00.000Z',
    machineIds: [],
    nodeCount: 0,
    linkCount: 0,
    nodes: [],
    links: [],
    ...changes,
  });
}
