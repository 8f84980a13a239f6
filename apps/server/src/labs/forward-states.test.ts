import { fabricState } from '@umlaut/contracts/fabric';
import {
  FABRIC,
  NO_IMPAIRMENT,
  labId,
  labLink,
  labNode,
  machineId,
  type ForwardState,
  type LabNode,
} from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { fabricForwards, findForwards } from '../networks/fabric-forwards.ts';
import { forwardStates, type ForwardSources } from './forward-states.ts';

const [alice, bob] = [machineId.parse('m-aaaaaaaaaa'), machineId.parse('m-bbbbbbbbbb')] as const;
const position = { x: 0, y: 0 };
const node = (letter: string, rest: object): LabNode =>
  labNode.parse({ id: `n-${letter.repeat(10)}`, position, ...rest });
const hostA = node('a', { kind: 'machine', machineId: alice });
const hostB = node('b', { kind: 'machine', machineId: bob });
const sw = node('s', { kind: 'switch', label: 'sw' });
const forward = (hostPort: number, target: object | null) => ({
  protocol: 'tcp',
  hostPort,
  guestPort: 80,
  target,
});
const up = labNode.parse({
  id: 'n-uuuuuuuuuu',
  position,
  kind: 'uplink',
  label: 'Internet',
  forwards: [
    forward(8080, { machine: hostA.id }),
    forward(8081, { machine: hostB.id, nic: 0 }),
    forward(8082, { machine: 'n-zzzzzzzzzz' }),
    forward(8083, { machine: hostA.id, nic: 5 }),
    forward(8084, null),
  ],
}) as Extract<LabNode, { kind: 'uplink' }>;
const link = (letter: string, [one, port]: [LabNode, number], [other, at]: [LabNode, number]) =>
  labLink.parse({
    id: `k-${letter.repeat(10)}`,
    ends: [
      { nodeId: one.id, port },
      { nodeId: other.id, port: at },
    ],
    impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
  });
const lab: ForwardSources['lab'] = {
  id: labId.parse('l-llllllllll'),
  name: 'Lab',
  description: '',
  version: 1,
  createdAt: '',
  updatedAt: '',
  nodes: [hostA, hostB, sw, up],
  links: [link('u', [up, 0], [sw, 0]), link('a', [hostA, 1], [sw, 1])],
};
/** Alice has two interfaces, of which the second is in the network; bob has one, which is not. */
const macs = { [alice]: ['02:00:00:00:0a:00', '02:00:00:00:0a:01'], [bob]: ['02:00:00:00:0b:00'] };
const sources: ForwardSources = {
  lab,
  machine: (id) => ({
    id,
    name: id === alice ? 'alice' : 'bob',
    nics: (macs[id] ?? []).map((mac, number) => ({ number, mac, transport: FABRIC })),
  }),
  isOn: (id) => id === bob,
  labOf: () => ({ id: labId.parse('l-zzzzzzzzzz'), name: 'Other lab' }),
};
const told = (...states: object[]): ForwardState[] =>
  fabricState.shape.uplinks.parse([
    {
      id: up.id,
      status: 'up',
      problem: null,
      forwards: states.map((state) => ({ protocol: 'tcp', problem: null, ...state })),
    },
  ])[0]?.forwards ?? [];

describe('the forwards of an uplink', () => {
  it('lead to the interface in its network, and those that lead nowhere are not led elsewhere', () => {
    expect(fabricForwards(findForwards(up, lab, sources.machine))).toEqual([
      { protocol: 'tcp', hostPort: 8080, guestPort: 80, mac: '02:00:00:00:0a:01' },
      { protocol: 'tcp', hostPort: 8081, guestPort: 80, mac: '02:00:00:00:0b:00' },
      { protocol: 'tcp', hostPort: 8084, guestPort: 80, mac: null },
    ]);
  });

  it('say each for itself what is wrong, in names that people gave', () => {
    const states = told(
      { hostPort: 8080, status: 'waiting' },
      { hostPort: 8081, status: 'waiting' },
      { hostPort: 8084, status: 'taken', takenBy: 'n-vvvvvvvvvv' },
    );
    expect(
      forwardStates(up, { status: 'up', forwards: states }, sources).map(({ status, problem }) => [
        status,
        problem,
      ]),
    ).toEqual([
      ['waiting', '"alice" is off.'],
      ['waiting', 'vec0 of "bob" is not linked to this network.'],
      ['lost', 'The machine that it leads to is not in this lab any more.'],
      ['lost', '"alice" has no interface of the number 5 in Umlaut\'s network.'],
      ['taken', 'The lab "Other lab" forwards TCP port 8084 of this host.'],
    ]);
  });

  it('start until the fabric tells of them, and are open to nobody while the machine is off', () => {
    const of = (status: 'up' | 'unused', ...states: object[]) =>
      forwardStates(up, { status, forwards: told(...states) }, sources)[0];
    expect(of('up')?.status).toBe('starting');
    expect(of('unused')?.status).toBe('unused');
    const bobs = { hostPort: 8080, status: 'listening', station: '02:00:00:00:0b:00' };
    expect(of('up', bobs)?.status).toBe('starting');
    expect(of('up', { hostPort: 8080, status: 'listening' })).toMatchObject({
      status: 'listening',
      problem: '"alice" is off: nobody answers.',
    });
  });
});
