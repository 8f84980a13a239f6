import {
  NO_IMPAIRMENT,
  labLink,
  labNode,
  machineId,
  nicTransport,
  type LabLink,
  type LabNode,
  type MachineId,
  type NicConfig,
} from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { hostNeeds, type PlacedMachine } from './host-needs.ts';
import { machinePlace } from './machine-place.ts';

const alice = machineId.parse('m-aaaaaaaaaa');
const bob = machineId.parse('m-bbbbbbbbbb');
const nic = (number: number, transport: object): NicConfig => ({
  number,
  mac: `02:00:00:00:00:0${number}`,
  transport: nicTransport.parse(transport),
});
const position = { x: 0, y: 0 };
const node = (letter: string, rest: object): LabNode =>
  labNode.parse({ id: `n-${letter.repeat(10)}`, position, ...rest });
const nodes = [
  node('a', { kind: 'machine', machineId: alice }),
  node('b', { kind: 'machine', machineId: bob }),
  node('s', { kind: 'bridge', label: '', stp: true }),
  node('t', { kind: 'bridge', label: '' }),
];
const link = (letter: string, first: [string, number], second: [string, number], enabled = true): LabLink =>
  labLink.parse({
    id: `k-${letter.repeat(10)}`,
    ends: [first, second].map(([at, port]) => ({ nodeId: `n-${at.repeat(10)}`, port })),
    enabled,
    impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
  });
const runs = (id: MachineId, nics: NicConfig[]): PlacedMachine => ({
  id,
  nics,
  place: machinePlace(nics),
  umlPid: 7,
});

describe('hostNeeds', () => {
  it('is nothing while no machine runs in the namespace', () => {
    const lab = { nodes, links: [link('x', ['a', 0], ['s', 0])] };
    const needs = hostNeeds([runs(alice, [nic(0, { kind: 'fabric' })])], [lab], []);
    expect(needs).toEqual({
      network: null,
      taps: false,
      switches: { host: false, namespace: false },
      guests: [],
    });
  });

  it('plugs what runs into what is drawn', () => {
    const links = [
      link('x', ['a', 0], ['s', 0]),
      link('y', ['b', 0], ['s', 1], false),
      link('z', ['s', 2], ['t', 0]),
      link('w', ['a', 1], ['b', 1]),
    ];
    const nics = [nic(0, { kind: 'tap' }), nic(1, { kind: 'raw', tuning: { mtu: 9000 } })];
    const { network, taps } = hostNeeds([runs(alice, nics), runs(bob, nics)], [{ nodes, links }], []);
    expect(taps).toBe(true);
    expect(network?.ports).toContainEqual({
      kind: 'tap',
      name: 'taaaaaaaaaa0',
      plug: 'taaaaaaaaaa0',
      mtu: 1500,
    });
    expect(network?.ports).toContainEqual({
      kind: 'veth',
      name: 'vbbbbbbbbbb1',
      plug: 'pbbbbbbbbbb1',
      mtu: 9000,
    });
    expect(network?.bridges).toEqual([
      { name: 'bssssssssss', stp: true, ports: ['taaaaaaaaaa0', 'xzzzzzzzzzz'] },
      { name: 'btttttttttt', stp: false, ports: ['yzzzzzzzzzz'] },
      { name: 'cwwwwwwwwww', stp: false, ports: ['paaaaaaaaaa1', 'pbbbbbbbbbb1'] },
    ]);
    expect(network?.trunks).toEqual([['xzzzzzzzzzz', 'yzzzzzzzzzz']]);
  });

  it('joins a bridge that is used to one of the host, if that is open to labs', () => {
    const joined = node('j', { kind: 'bridge', label: '', hostBridge: 'br0' });
    const lab = { nodes: [...nodes, joined], links: [link('x', ['a', 0], ['j', 0])] };
    const machines = [runs(alice, [nic(0, { kind: 'tap' })])];
    const { network } = hostNeeds(machines, [lab], ['br0']);
    expect(network?.hostCables).toEqual([
      { bridge: 'bjjjjjjjjjj', hostBridge: 'br0', inside: 'zjjjjjjjjjj', outside: 'umjjjjjjjjjj' },
    ]);
    expect(network?.bridges[0]?.ports).toEqual(['taaaaaaaaaa0', 'zjjjjjjjjjj']);
    expect(hostNeeds(machines, [lab], []).network?.hostCables).toEqual([]);
    expect(hostNeeds(machines, [{ nodes: lab.nodes, links: [] }], ['br0']).network?.hostCables).toEqual([]);
  });

  it('leaves out machines that do not run, and labs in which none does', () => {
    const links = [link('x', ['a', 0], ['s', 0]), link('z', ['s', 2], ['t', 0])];
    const { network } = hostNeeds([runs(bob, [nic(0, { kind: 'tap' })])], [{ nodes, links }], []);
    expect(network).toMatchObject({ bridges: [], trunks: [] });
    expect(network?.ports).toHaveLength(1);
  });

  it('has an address for each tunnel, once, and none that is there anyway', () => {
    const gre = { kind: 'gre', dst: '10.0.0.2' };
    const nics = [
      nic(0, { ...gre, src: '10.0.0.1' }),
      nic(1, { ...gre, src: '10.0.0.1', rx_key: '0x1', tx_key: '0x1' }),
    ];
    const local = nic(2, {
      kind: 'l2tpv3',
      udp: false,
      src: '127.0.0.9',
      dst: '127.0.0.8',
      rx_session: 1,
      tx_session: 1,
    });
    expect(hostNeeds([runs(alice, [...nics, local])], [], []).network?.addresses).toEqual(['10.0.0.1']);
  });

  it('runs a uml_switch where its machines are', () => {
    const daemon = nic(1, { kind: 'daemon' });
    const switches = (machines: PlacedMachine[]): object => hostNeeds(machines, [], []).switches;
    expect(switches([runs(alice, [daemon])])).toEqual({ host: false, namespace: true });
    expect(switches([runs(alice, [daemon, nic(0, { kind: 'fabric' })])])).toEqual({
      host: true,
      namespace: false,
    });
    expect(switches([runs(alice, [nic(1, { kind: 'daemon', socket: '/run/ctl' })])])).toEqual({
      host: false,
      namespace: false,
    });
  });
});

describe('machinePlace', () => {
  it('is one for all interfaces, or refused', () => {
    expect(machinePlace([])).toBe('host');
    expect(machinePlace([nic(0, { kind: 'mcast' }), nic(1, { kind: 'bess', dst: '/run/sw' })])).toBe(
      'namespace',
    );
    expect(() => machinePlace([nic(0, { kind: 'fabric' }), nic(1, { kind: 'mcast' })])).toThrow(
      /vec0 needs the host's network, and eth1 Umlaut's network namespace/,
    );
  });
});
