import { labNode, nicTransport, type Machine, type NicTransport } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { machineFixture, stateFixture } from '../../../live/live.fixture.ts';
import { labFixture, linkFixture, nodeIdFixture, switchFixture } from '../lab.fixture.ts';
import { chooseEnd, mediumOfLink, type EndChoice, type Naming, type Target } from './connect.ts';
import { documentOf } from './lab-document.ts';
import type { LinkMedium } from './media.ts';

const plain = machineFixture(1);
const place = { position: { x: 0, y: 0 } };
const machineNode = labNode.parse({ id: nodeIdFixture(0), kind: 'machine', machineId: plain.id, ...place });
const note = labNode.parse({
  id: nodeIdFixture(2),
  kind: 'note',
  text: '',
  size: { width: 100, height: 100 },
  ...place,
});
const bridge = labNode.parse({ id: nodeIdFixture(3), kind: 'bridge', label: 'Bridge', ...place });
const other = labNode.parse({ id: nodeIdFixture(4), kind: 'bridge', label: 'Bridge 2', ...place });
const nodes = [machineNode, switchFixture(1), note, bridge, other];
const free = documentOf(labFixture({ nodes }));
/** vec0 to port 0. */
const linked = documentOf(labFixture({ nodes, links: [linkFixture(0, [0, 1])] }));
const atMachine = { nodeId: machineNode.id, port: null };
const tap = nicTransport.parse({ kind: 'tap' });
const gre = nicTransport.parse({ kind: 'gre', src: '10.0.0.1', dst: '10.0.0.2' });

function namingOf(machine: Machine): Naming {
  return {
    machineOf: (node) => (node.kind === 'machine' ? machine : undefined),
    nameOf: (node) => node.id,
  };
}

/** With one interface of each of these. */
function machineWith(...transports: NicTransport[]): Machine {
  const nics = transports.map((transport, number) => ({
    number,
    mac: `02:00:00:00:00:0${number}`,
    transport,
  }));
  return { ...plain, nics };
}

interface Bringing {
  document?: typeof free;
  machine?: Machine;
  medium?: LinkMedium;
}

function bring(
  target: Target,
  { document = free, machine = plain, medium = 'fabric' }: Bringing = {},
): EndChoice {
  return chooseEnd(document, { target, medium }, namingOf(machine));
}

describe('chooseEnd', () => {
  it('takes the lowest interface that is free, for who lets go on the machine', () => {
    expect(bring(atMachine)).toMatchObject({ port: 0 });
  });

  it('asks for another interface when none is free', () => {
    expect(bring(atMachine, { document: linked }).kind).toBe('new-nic');
  });

  it('refuses an interface that has a link', () => {
    expect(bring({ nodeId: machineNode.id, port: 0 }, { document: linked })).toEqual({
      kind: 'refused',
      reason: `vec0 of ${machineNode.id} has a link already; an interface has one.`,
    });
  });

  it('takes the next free port of a switch and of a bridge', () => {
    expect(bring({ nodeId: nodeIdFixture(1), port: null }, { document: linked })).toMatchObject({ port: 1 });
    expect(bring({ nodeId: bridge.id, port: null }, { medium: 'bridge' })).toMatchObject({ port: 0 });
  });

  it('refuses a note', () => {
    expect(bring({ nodeId: note.id, port: null }).kind).toBe('refused');
  });
});

describe('chooseEnd at a machine with interfaces of several kinds', () => {
  it('takes the lowest that is free and fits', () => {
    const machine = machineWith(gre, tap);
    expect(bring(atMachine, { machine, medium: 'bridge' })).toMatchObject({ kind: 'port', port: 1 });
  });

  it("offers to make an interface of Umlaut's network a tap for a bridge, and the other way round", () => {
    const machine = machineWith({ kind: 'fabric' });
    expect(bring(atMachine, { machine, medium: 'bridge' })).toMatchObject({
      kind: 'other-type',
      nic: { number: 0 },
      transport: tap,
      reason: "vec0 of machine-1 is in Umlaut's network, and a kernel bridge takes taps.",
    });
    expect(bring(atMachine, { machine: machineWith(tap) })).toMatchObject({
      kind: 'other-type',
      transport: { kind: 'fabric' },
      reason: "vec0 of machine-1 is a tap: it goes into a kernel bridge, not into Umlaut's network.",
    });
  });

  it('says what hinders: the machine runs, or its other interfaces need the other network', () => {
    const runs = { ...machineWith({ kind: 'fabric' }), state: stateFixture('running') };
    expect(bring(atMachine, { machine: runs, medium: 'bridge' })).toEqual({
      kind: 'refused',
      reason:
        "vec0 of machine-1 is in Umlaut's network, and a kernel bridge takes taps. " +
        'Shut the machine down to change the interface.',
    });
    const machine = machineWith({ kind: 'fabric' }, { kind: 'fabric' });
    expect(bring(atMachine, { machine, medium: 'bridge' })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining("vec1 (Umlaut network) needs the host's network"),
    });
    expect(bring(atMachine, { document: linked, machine: machineWith(tap) })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('needs one more interface'),
    });
  });

  it('refuses one that leads to its own target', () => {
    expect(bring({ nodeId: machineNode.id, port: 0 }, { machine: machineWith(gre) })).toEqual({
      kind: 'refused',
      reason:
        'vec0 of machine-1 (GRE) leads to its own target, 10.0.0.1 to 10.0.0.2: it has no link in a lab.',
    });
  });
});

describe('mediumOfLink', () => {
  const of = (one: Target, two: Target, machine = plain): unknown =>
    mediumOfLink(free, [one, two], namingOf(machine));
  const atSwitch = { nodeId: nodeIdFixture(1), port: null };
  const atBridge = { nodeId: bridge.id, port: null };

  it('is of what joins machines', () => {
    expect(of(atMachine, atSwitch, machineWith(tap))).toEqual({ medium: 'fabric' });
    expect(of(atMachine, atBridge)).toEqual({ medium: 'bridge' });
    expect(of(atBridge, { nodeId: other.id, port: null })).toEqual({ medium: 'bridge' });
  });

  it('is of the interface between two machines', () => {
    expect(of(atMachine, { nodeId: note.id, port: null }, machineWith(tap))).toEqual({ medium: 'bridge' });
    expect(of(atMachine, { nodeId: note.id, port: null }, machineWith(gre))).toEqual({ medium: 'fabric' });
  });

  it('is none between a bridge and a switch', () => {
    expect(of(atBridge, atSwitch)).toMatchObject({ reason: expect.stringContaining('of another network') });
  });
});
