import { NO_IMPAIRMENT, labNode, machineId, type LabLink, type LabNode } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { linkFixture, nodeIdFixture, switchFixture } from '../lab.fixture.ts';
import { copyParts, machinesOf, pasteParts } from './copy-parts.ts';

const ALICE = machineId.parse('m-aaaaaaaaaa');
const CLONE = machineId.parse('m-bbbbbbbbbb');
const machine = labNode.parse({
  id: nodeIdFixture(0),
  kind: 'machine',
  machineId: ALICE,
  position: { x: 5, y: 6 },
});
const parts = copyParts(
  {
    nodes: new Map([machine, switchFixture(1), switchFixture(2)].map((node) => [node.id, node])),
    links: new Map([linkFixture(0, [0, 1]), linkFixture(1, [1, 2])].map((link) => [link.id, link])),
  },
  new Set([nodeIdFixture(0), nodeIdFixture(1)]),
);

const place = (by: number, nodes: LabNode[] = []) => ({
  offset: { x: by, y: by },
  document: { nodes: new Map(nodes.map((node) => [node.id, node])), links: new Map() },
});

describe('copied parts', () => {
  it('are what was selected and the links between them', () => {
    expect(parts.nodes).toHaveLength(2);
    expect(parts.links).toHaveLength(1);
    expect(machinesOf(parts)).toEqual([ALICE]);
  });

  it('are pasted under new names, clones in the place of machines, ports as they were', () => {
    const { edits, ids } = pasteParts(parts, place(40), new Map([[ALICE, CLONE]]));
    expect(ids).toHaveLength(2);
    expect(ids).not.toContain(nodeIdFixture(0));
    expect(edits[0]).toMatchObject({
      edit: 'put-node',
      node: { kind: 'machine', machineId: CLONE, position: { x: 45, y: 46 } },
    });
    expect(edits[2]).toMatchObject({
      edit: 'put-link',
      link: {
        ends: [
          { nodeId: ids[0], port: 0 },
          { nodeId: ids[1], port: 0 },
        ],
      },
    });
  });

  it('keep what their links do: VLANs, impairments, plugged in or not', () => {
    const [link] = parts.links;
    const odd = {
      ...link!,
      enabled: false,
      impairments: [{ ...NO_IMPAIRMENT, lossPercent: 7 }, NO_IMPAIRMENT] satisfies LabLink['impairments'],
      ends: [link!.ends[0], { ...link!.ends[1], vlan: { mode: 'trunk', vlans: [3], native: null } }],
    } satisfies LabLink;
    const { edits } = pasteParts({ ...parts, links: [odd] }, place(0), new Map([[ALICE, CLONE]]));
    expect(edits[2]).toMatchObject({
      link: {
        enabled: false,
        impairments: odd.impairments,
        ends: [{ vlan: odd.ends[0].vlan }, { vlan: odd.ends[1].vlan }],
      },
    });
  });

  it('leave out machines without a clone, and their links', () => {
    const { edits } = pasteParts(parts, place(0), new Map());
    expect(edits.map(({ edit }) => edit)).toEqual(['put-node']);
    expect(JSON.stringify(edits)).not.toContain(ALICE);
  });

  it('keep port forwards to machines that come along, from ports of the host that are free', () => {
    const to = (index: number) => ({ machine: nodeIdFixture(index), nic: null });
    const forward = { protocol: 'tcp', hostPort: 8080, guestPort: 80 };
    const uplink = labNode.parse({
      id: nodeIdFixture(3),
      kind: 'uplink',
      label: 'Internet',
      position: { x: 0, y: 0 },
      forwards: [
        { ...forward, target: to(0) },
        { ...forward, hostPort: 8081, target: to(1) },
        { ...forward, hostPort: 8082 },
      ],
    });
    const paste = (nodes: LabNode[]) => {
      const { edits, ids } = pasteParts(
        { nodes: [uplink, machine], links: [] },
        place(0, nodes),
        new Map([[ALICE, CLONE]]),
      );
      const [put] = edits;
      if (put?.edit !== 'put-node' || put.node.kind !== 'uplink') throw new Error('no uplink');
      return { forwards: put.node.forwards, machineCopy: ids[1] };
    };
    const beside = paste([uplink, machine]);
    expect(beside.forwards).toEqual([
      { ...forward, hostPort: 8083, target: { machine: beside.machineCopy, nic: null } },
      { ...forward, hostPort: 8084, target: null },
    ]);
    expect(paste([]).forwards.map(({ hostPort }) => hostPort)).toEqual([8080, 8082]);
  });
});
