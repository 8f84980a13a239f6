import {
  DEFAULT_VLAN,
  FABRIC,
  NO_IMPAIRMENT,
  labLink,
  labNode,
  machineId,
  nicTransport,
  type LabEdit,
  type LabLink,
  type LabNode,
} from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { applyEdits, type Drawing, type EditRules } from './lab-edits.ts';

const alice = machineId.parse('m-aaaaaaaaaa');
const bob = machineId.parse('m-bbbbbbbbbb');
const mac = '02:00:00:00:00:01';
const rules: EditRules = {
  machine: (id) =>
    id === alice || id === bob
      ? { id, name: id === alice ? 'alice' : 'bob', nics: [{ number: 0, mac, transport: FABRIC }] }
      : null,
  linkedElsewhere: () => null,
  isElsewhere: () => false,
  hostBridges: [],
};
const EMPTY: Drawing = { nodes: [], links: [] };

const position = { x: 0, y: 0 };
const node = (letter: string, rest: object): LabNode =>
  labNode.parse({ id: `n-${letter.repeat(10)}`, position, ...rest });
const sw = node('s', { kind: 'switch', label: 'sw' });
const hostA = node('a', { kind: 'machine', machineId: alice });
const hostB = node('b', { kind: 'machine', machineId: bob });
const web = { protocol: 'tcp', hostPort: 8080, guestPort: 80 };
const uplink = node('u', { kind: 'uplink', label: 'Internet' });
const note = node('o', { kind: 'note', text: '', size: { width: 100, height: 100 } });
const link = (letter: string, first: [LabNode, number], second: [LabNode, number]): LabLink =>
  labLink.parse({
    id: `k-${letter.repeat(10)}`,
    ends: [
      { nodeId: first[0].id, port: first[1] },
      { nodeId: second[0].id, port: second[1] },
    ],
    impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
  });
const put = (thing: LabNode | LabLink): LabEdit =>
  'kind' in thing ? { edit: 'put-node', node: thing } : { edit: 'put-link', link: thing };
const draw = (before: Drawing, ...things: (LabNode | LabLink)[]): Drawing =>
  applyEdits(before, things.map(put), rules);

const wired = draw(EMPTY, sw, hostA, hostB, link('x', [hostA, 0], [sw, 1]), link('y', [hostB, 0], [sw, 2]));

it('draws things and links between them', () => {
  expect(wired.nodes.map(({ kind }) => kind)).toEqual(['switch', 'machine', 'machine']);
  expect(wired.links.map(({ ends }) => ends[1].port)).toEqual([1, 2]);
  expect(wired.links[0]?.ends[0].vlan).toEqual(DEFAULT_VLAN);
});

it('removes the links of a thing with it, and what is not there without a word', () => {
  const after = applyEdits(wired, [{ edit: 'remove-node', id: sw.id }], rules);
  expect(after).toMatchObject({ nodes: [hostA, hostB], links: [] });
  expect(applyEdits(after, [{ edit: 'remove-node', id: sw.id }], rules)).toEqual(after);
});

it('moves what is there, and not what somebody else has removed', () => {
  const move: LabEdit = { edit: 'move-node', id: sw.id, position: { x: 5, y: 6 } };
  expect(applyEdits(wired, [move], rules).nodes[0]?.position).toEqual({ x: 5, y: 6 });
  expect(applyEdits(EMPTY, [move], rules)).toMatchObject(EMPTY);
});

it('leaves everything as it was when one edit cannot be', () => {
  const before = structuredClone(wired);
  expect(() => draw(wired, uplink, link('z', [hostA, 0], [uplink, 0]))).toThrow(/has a link already/);
  expect(wired).toEqual(before);
});

describe('refuses, naming the field:', () => {
  it.each<[string, [string, string], Drawing, LabNode | LabLink]>([
    [
      'a second link at a port',
      ['PORT_IN_USE', 'edits.0.link.ends.0.port'],
      draw(wired, uplink),
      link('z', [sw, 1], [uplink, 0]),
    ],
    [
      'a second link at an interface',
      ['PORT_IN_USE', 'edits.0.link.ends.0.port'],
      wired,
      link('z', [hostA, 0], [sw, 9]),
    ],
    [
      'an interface that is not there',
      ['NIC_NOT_FOUND', 'edits.0.link.ends.0.port'],
      wired,
      link('z', [hostA, 1], [sw, 9]),
    ],
    [
      'a link into nothing',
      ['INVALID_INPUT', 'edits.0.link.ends.1.nodeId'],
      wired,
      link('z', [sw, 3], [uplink, 0]),
    ],
    [
      'a link to a note',
      ['INVALID_INPUT', 'edits.0.link.ends.1.nodeId'],
      draw(wired, note),
      link('z', [sw, 3], [note, 0]),
    ],
    [
      'a second port of an uplink',
      ['INVALID_INPUT', 'edits.0.link.ends.1.port'],
      draw(wired, uplink),
      link('z', [sw, 3], [uplink, 1]),
    ],
    [
      'a link from a thing to itself',
      ['INVALID_INPUT', 'edits.0.link.ends'],
      wired,
      link('z', [sw, 3], [sw, 4]),
    ],
    [
      'a port of the host twice',
      ['INVALID_INPUT', 'edits.0.node.forwards.1.hostPort'],
      EMPTY,
      node('u', { kind: 'uplink', label: '', forwards: [web, { ...web, guestPort: 81 }] }),
    ],
    [
      'a forward to what is no machine',
      ['INVALID_INPUT', 'edits.0.node.forwards.0.target.machine'],
      wired,
      node('u', { kind: 'uplink', label: '', forwards: [{ ...web, target: { machine: sw.id } }] }),
    ],
    [
      'a port of the host that another uplink has',
      ['INVALID_INPUT', 'edits.0.node.forwards.0.hostPort'],
      draw(EMPTY, node('u', { kind: 'uplink', label: '', forwards: [web, { ...web, protocol: 'udp' }] })),
      node('v', { kind: 'uplink', label: '', forwards: [web] }),
    ],
    [
      'a machine twice',
      ['INVALID_INPUT', 'edits.0.node.machineId'],
      wired,
      node('c', { kind: 'machine', machineId: alice }),
    ],
    [
      'a machine that is gone',
      ['MACHINE_NOT_FOUND', 'edits.0.node.machineId'],
      wired,
      node('c', { kind: 'machine', machineId: 'm-cccccccccc' }),
    ],
    [
      'another kind of thing',
      ['INVALID_INPUT', 'edits.0.node.kind'],
      wired,
      node('s', { kind: 'hub', label: '' }),
    ],
  ])('%s', (_what, [code, field], before, thing) => {
    expect(() => draw(before, thing)).toThrow(expect.objectContaining({ code, field }) as Error);
  });

  it('an interface with a link in another lab', () => {
    const elsewhere = { ...rules, linkedElsewhere: () => 'other lab' };
    expect(() => applyEdits(EMPTY, [sw, hostA, link('x', [hostA, 0], [sw, 1])].map(put), elsewhere)).toThrow(
      expect.objectContaining({
        code: 'PORT_IN_USE',
        message: expect.stringContaining('"other lab"') as string,
      }) as Error,
    );
  });

  it('more things than a lab holds', () => {
    const many = Array.from({ length: 1001 }, (_, at) => {
      const id = at
        .toString()
        .padStart(10, '0')
        .replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
      return node('h', { kind: 'hub', label: '', id: `n-${id}` });
    });
    expect(() => draw(EMPTY, ...many)).toThrow(expect.objectContaining({ code: 'LAB_LIMIT' }) as Error);
  });
});

describe('kernel bridges', () => {
  const tap = nicTransport.parse({ kind: 'tap' });
  const gre = nicTransport.parse({ kind: 'gre', src: '10.0.0.1', dst: '10.0.0.2' });
  const nics = [tap, gre, FABRIC].map((transport, number) => ({ number, mac, transport }));
  const bridged: EditRules = {
    ...rules,
    machine: (id) => (id === alice ? { id, name: 'alice', nics } : null),
  };
  const br = node('r', { kind: 'bridge', label: 'br' });
  const other = node('o', { kind: 'bridge', label: '' });
  const host = node('a', { kind: 'machine', machineId: alice });
  const draw = (first: [LabNode, number], second: [LabNode, number], impaired = false): Drawing => {
    const impairment = impaired ? { ...NO_IMPAIRMENT, delayMs: 1 } : NO_IMPAIRMENT;
    const one = labLink.parse({
      id: 'k-xxxxxxxxxx',
      ends: [first, second].map(([{ id }, port]) => ({ nodeId: id, port })),
      impairments: [impairment, impairment],
    });
    const puts = [br, other, host, sw].map((thing): LabEdit => ({ edit: 'put-node', node: thing }));
    return applyEdits(EMPTY, [...puts, { edit: 'put-link', link: one }], bridged);
  };

  it('take taps and each other', () => {
    expect(draw([host, 0], [br, 0]).links).toHaveLength(1);
    expect(draw([br, 1], [other, 0]).links).toHaveLength(1);
  });

  it.each<[RegExp, [LabNode, number], [LabNode, number], boolean?]>([
    [/vec0 of "alice" is a tap: it goes into a kernel bridge, and "sw" is of the fabric/, [host, 0], [sw, 0]],
    [
      /vec2 of "alice" is of the fabric: it goes into a switch, .* and "br" is a kernel bridge/,
      [br, 0],
      [host, 2],
    ],
    [/vec1 of "alice" is a gre: it leads where its options say/, [host, 1], [br, 0]],
    [/The bridge is a kernel bridge, and "sw" is of the fabric/, [sw, 0], [other, 0]],
    [/only links of the fabric have impairments/, [host, 0], [br, 0], true],
  ])('refuse what does not belong together: %s', (message, first, second, impaired) => {
    expect(() => draw(first, second, impaired)).toThrow(message);
  });
});

it('puts together what two people change in one thing', () => {
  const [renamed, slower] = [
    { ...sw, label: 'renamed' },
    { ...sw, ageingSeconds: 60 },
  ] as LabNode[] as [LabNode, LabNode];
  const edits: LabEdit[] = [
    { edit: 'put-node', node: renamed, was: sw },
    { edit: 'put-node', node: slower, was: sw },
    { edit: 'put-node', node: hostA, was: hostA },
  ];
  const { nodes } = applyEdits({ nodes: [sw], links: [] }, edits, rules);
  expect(nodes).toEqual([{ ...sw, label: 'renamed', ageingSeconds: 60 }]);

  const [first] = wired.links as [LabLink];
  const unplugged = { ...first, enabled: false };
  const lossy = { ...first, impairments: [{ ...NO_IMPAIRMENT, delayMs: 9 }, NO_IMPAIRMENT] } as LabLink;
  const both = applyEdits(
    wired,
    [
      { edit: 'put-link', link: unplugged, was: first },
      { edit: 'put-link', link: lossy, was: first },
    ],
    rules,
  );
  expect(both.links[0]).toEqual({ ...lossy, enabled: false });
});
