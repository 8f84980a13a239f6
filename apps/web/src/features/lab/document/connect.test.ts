import { labNode } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { machineFixture } from '../../../live/live.fixture.ts';
import { labFixture, linkFixture, nodeIdFixture, switchFixture } from '../lab.fixture.ts';
import { chooseEnd, type Naming } from './connect.ts';
import { documentOf } from './lab-document.ts';

const machine = machineFixture(1);
const machineNode = labNode.parse({
  id: nodeIdFixture(0),
  kind: 'machine',
  machineId: machine.id,
  position: { x: 0, y: 0 },
});
const note = labNode.parse({
  id: nodeIdFixture(2),
  kind: 'note',
  text: '',
  size: { width: 100, height: 100 },
  position: { x: 0, y: 0 },
});
const naming: Naming = {
  machineOf: (node) => (node.kind === 'machine' ? machine : undefined),
  nameOf: (node) => node.id,
};
const free = documentOf(labFixture({ nodes: [machineNode, switchFixture(1), note] }));
/** vec0 to port 0. */
const linked = documentOf(
  labFixture({ nodes: [machineNode, switchFixture(1), note], links: [linkFixture(0, [0, 1])] }),
);

describe('chooseEnd', () => {
  it('takes the lowest interface that is free, for who lets go on the machine', () => {
    expect(chooseEnd(free, { nodeId: machineNode.id, port: null }, naming)).toMatchObject({ port: 0 });
  });

  it('asks for another interface when none is free', () => {
    expect(chooseEnd(linked, { nodeId: machineNode.id, port: null }, naming).kind).toBe('new-nic');
  });

  it('refuses an interface that has a link', () => {
    expect(chooseEnd(linked, { nodeId: machineNode.id, port: 0 }, naming)).toEqual({
      kind: 'refused',
      reason: `vec0 of ${machineNode.id} has a link already; an interface has one.`,
    });
  });

  it('takes the next free port of a switch', () => {
    expect(chooseEnd(linked, { nodeId: nodeIdFixture(1), port: null }, naming)).toMatchObject({ port: 1 });
  });

  it('refuses a note', () => {
    expect(chooseEnd(free, { nodeId: note.id, port: null }, naming).kind).toBe('refused');
  });
});
