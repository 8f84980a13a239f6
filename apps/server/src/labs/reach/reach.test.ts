import type { TraceEvent } from '@umlaut/contracts/fabric';
import {
  NO_IMPAIRMENT,
  labId,
  labLink,
  labNode,
  machineId,
  type LabLink,
  type LabNode,
  type LabState,
} from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import type { LabRecord } from '../lab-store.ts';
import { drawnWay, farEnd } from './drawn-way.ts';
import { dropped } from './drop-words.ts';
import { LabNames } from './lab-names.ts';
import { commonBits, nextHops } from './next-hops.ts';
import { passagesOf, wayBetween } from './passages.ts';
import { notSwitched } from './switch-words.ts';

const nodeId = (name: string): LabNode['id'] => `n-${name.repeat(10)}` as LabNode['id'];
const linkId = (name: string): LabLink['id'] => `k-${name.repeat(10)}` as LabLink['id'];
const machineOf = (name: string) => machineId.parse(`m-${name.repeat(10)}`);

/** "s" and "t" are switches, "u" is an uplink, others are machines. Links: "a0s1" joins a's NIC 0 and s's port 1. */
function labOf(nodes: string, links: Record<string, Partial<LabLink>>): LabRecord {
  const at = '2026-01-01T00:00:00.000Z';
  return {
    id: labId.parse('l-llllllllll'),
    name: 'Lab',
    description: '',
    version: 1,
    createdAt: at,
    updatedAt: at,
    nodes: Array.from(nodes, (name) => {
      const base = { id: nodeId(name), position: { x: 0, y: 0 } };
      if (name === 's' || name === 't')
        return labNode.parse({ ...base, kind: 'switch', label: `switch ${name}` });
      if (name === 'u') return labNode.parse({ ...base, kind: 'uplink', label: '' });
      return labNode.parse({ ...base, kind: 'machine', machineId: machineOf(name) });
    }),
    links: Object.entries(links).map(([key, changes], index) =>
      labLink.parse({
        id: linkId('abcdefgh'.charAt(index)),
        ends: [0, 2].map((from) => ({
          nodeId: nodeId(key.charAt(from)),
          port: Number(key.charAt(from + 1)),
        })),
        impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
        ...changes,
      }),
    ),
  };
}

const end = (name: string, port: number | null = null) => ({ nodeId: nodeId(name), port });
const letters = (way: ReturnType<typeof drawnWay>): string =>
  way === null ? '-' : way.map((hop) => farEnd(hop).nodeId.charAt(2)).join('');
const names = (lab: LabRecord): LabNames => new LabNames(lab, (id) => id.charAt(2));

describe('the drawn way', () => {
  it('is the shortest, over switches rather than through machines, and never through the Internet', () => {
    const lab = labOf('abrstu', {
      a0s1: {},
      s2t1: {},
      t2b0: {},
      a1r0: {},
      r1b1: {},
      s3u0: {},
      t3u0: {},
    });
    expect(letters(drawnWay(lab, end('a'), end('b')))).toBe('stb');
    expect(letters(drawnWay(lab, end('a', 1), end('b')))).toBe('rb');
    expect(letters(drawnWay(lab, end('a', 0), end('b', 1)))).toBe('-');
  });

  it('goes over what is unplugged when there is no other', () => {
    const plugs = { a0s1: {}, s2b0: { enabled: false } };
    expect(letters(drawnWay(labOf('abs', plugs), end('a'), end('b')))).toBe('sb');
    const around = { ...plugs, s3t1: {}, t2b1: {} };
    expect(letters(drawnWay(labOf('abst', around), end('a'), end('b')))).toBe('stb');
  });

  it('is none where nothing is drawn', () => {
    expect(drawnWay(labOf('ab', {}), end('a'), end('b'))).toBeNull();
    expect(drawnWay(labOf('abu', { a0u0: {}, u0b0: {} }), end('a'), end('b'))).toBeNull();
  });
});

const on = (what: 'enters' | 'leaves', link: string, direction: 0 | 1, at = 0): TraceEvent => ({
  what,
  link: linkId(link),
  direction,
  at,
});
const frame = (...events: TraceEvent[]) =>
  ({ kind: 'other', number: null, text: '', events }) as const satisfies object as never;

describe('the way of a frame', () => {
  it('is told from its end, through a router that it visited at the same switch', () => {
    const lab = labOf('abrs', { a0s1: {}, b0s2: {}, r0s3: {} });
    const passages = passagesOf(
      frame(
        on('enters', 'a', 0, 1),
        on('leaves', 'a', 0, 1),
        on('enters', 'c', 1, 1),
        on('leaves', 'c', 1, 2),
        on('enters', 'c', 0, 3),
        on('leaves', 'c', 0, 3),
        on('enters', 'b', 1, 3),
        on('leaves', 'b', 1, 4),
      ),
      lab.links,
    );
    expect(letters(wayBetween(passages, nodeId('a'), nodeId('b')))).toBe('srsb');
    expect(wayBetween(passages, nodeId('b'), nodeId('a'))).toBeNull();
  });

  it('has no end where a frame was dropped on a link', () => {
    const lab = labOf('abs', { a0s1: {}, b0s2: { enabled: false } });
    const passages = passagesOf(
      frame(on('enters', 'a', 0), on('leaves', 'a', 0), on('enters', 'b', 1), {
        what: 'dropped',
        link: linkId('b'),
        direction: 1,
        at: 0,
        reason: 'unplugged',
      }),
      lab.links,
    );
    expect(wayBetween(passages, nodeId('a'), nodeId('b'))).toBeNull();
    expect(dropped(passages[1]!, 'unplugged', names(lab))).toEqual({
      place: { kind: 'link', id: linkId('b') },
      text: 'The link between b vec0 and switch s port 2 is unplugged.',
      advice: 'Plug it in.',
    });
  });
});

describe('a switch that did not send it on', () => {
  const lab = labOf('abs', { a0s1: {}, s2b0: {} });
  const way = drawnWay(lab, end('a'), end('b')) ?? [];
  const stopped = (to: number | 'all', vlan = 1) => {
    const [passage] = passagesOf(
      frame(on('enters', 'a', 0), on('leaves', 'a', 0), {
        what: 'switched',
        at: 0,
        node: nodeId('s'),
        port: 1,
        vlan,
        to,
      }),
      lab.links,
    );
    return notSwitched(passage!, way[1], names(lab)).text;
  };

  it('is said to have another VLAN there, or to know the address elsewhere', () => {
    expect(stopped('all', 7)).toBe(
      'Stopped at switch s: the frame is in VLAN 7, and port 2, which leads to b, is in VLAN 1.',
    );
    expect(stopped(5)).toBe(
      'switch s sent it to port 5 and not to port 2: it heard that address last at port 5.',
    );
    expect(stopped(1)).toMatch(/heard that address last at port 1, where the frame came in/);
  });
});

describe('next hops', () => {
  const nic = (name: string, number: number, ...addresses: string[]): LabState['nics'][number] => ({
    machineId: machineOf(name),
    number,
    sent: { frames: 0, bytes: 0, drops: {} },
    received: { frames: 0, bytes: 0, drops: {} },
    operstate: null,
    carrier: null,
    addresses,
  });
  const hops = (lab: LabRecord, nics: LabState['nics'], sender: string | null, target: string): string => {
    const way = drawnWay(lab, end('a'), end('b')) ?? [];
    return nextHops({ lab, nics, from: end('a'), to: end('b'), way, sender, target })
      .map(({ address, nodeId: id }) => `${id.charAt(2)} ${address}`)
      .join(', ');
  };

  it('are the other machine where both are in one network, or nothing is known', () => {
    const lab = labOf('abs', { a0s1: {}, s2b0: {} });
    expect(hops(lab, [nic('b', 0, '10.0.0.2')], '10.0.0.1', '10.0.0.2')).toBe('b 10.0.0.2');
    expect(hops(lab, [nic('b', 0, '10.0.0.2')], null, '10.0.0.2')).toBe('b 10.0.0.2');
  });

  it('are the router on the way, by its address on the near side', () => {
    const lab = labOf('abr', { a0r0: {}, r1b0: {} });
    const nics = [nic('r', 0, '10.0.0.9'), nic('r', 1, '10.2.0.9')];
    expect(hops(lab, nics, '10.0.0.1', '10.2.0.2')).toBe('r 10.0.0.9, b 10.2.0.2');
  });

  it('are a router on a stick in the same network, and then the machine itself', () => {
    const lab = labOf('abrs', { a0s1: {}, b0s2: {}, r0s3: {} });
    const nics = [nic('r', 0, '10.2.0.9', '10.0.0.9')];
    expect(hops(lab, nics, '10.0.0.1', '10.2.0.2')).toBe('r 10.0.0.9, b 10.2.0.2');
  });

  it('count the bits that addresses have in common', () => {
    expect([
      commonBits('10.0.0.1', '10.0.0.1'),
      commonBits('10.0.0.1', '10.0.1.1'),
      commonBits('0.0.0.0', '128.0.0.0'),
    ]).toEqual([32, 23, 0]);
  });
});
