import { fabricState } from '@umlaut/contracts/fabric';
import {
  FABRIC,
  NO_IMPAIRMENT,
  labId,
  labLink,
  labNode,
  labState,
  machineId,
  type LabState,
} from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import type { FabricView } from '../networks/fabric-keeper.ts';
import type { GuestPort } from './guest-ports.ts';
import { labStateOf } from './lab-state.ts';
import type { LabRecord } from './lab-store.ts';

const AT = new Date('2026-01-02T03:04:05Z');
const alice = machineId.parse('m-aaaaaaaaaa');
const mac = '02:00:00:00:00:01';
const position = { x: 0, y: 0 };
const host = labNode.parse({ id: 'n-aaaaaaaaaa', position, kind: 'machine', machineId: alice });
const sw = labNode.parse({ id: 'n-ssssssssss', position, kind: 'switch', label: 'core' });
const up = labNode.parse({ id: 'n-uuuuuuuuuu', position, kind: 'uplink', label: 'Internet' });
const link = labLink.parse({
  id: 'k-xxxxxxxxxx',
  ends: [
    { nodeId: host.id, port: 0 },
    { nodeId: sw.id, port: 3 },
  ],
  impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
});
const lab: LabRecord = {
  id: labId.parse('l-llllllllll'),
  name: 'Lab',
  description: '',
  version: 1,
  createdAt: AT.toISOString(),
  updatedAt: AT.toISOString(),
  nodes: [host, sw, up],
  links: [link],
};
const counters = { frames: 2, bytes: 120, drops: {} };
const state = fabricState.parse({
  revision: 1,
  pid: 1,
  at: AT.toISOString(),
  startedAt: AT.toISOString(),
  nics: [{ id: 'm-aaaaaaaaaa/0', sent: counters, received: counters, addresses: [] }],
  links: [
    {
      id: link.id,
      status: 'storm',
      problem: 'Frames went round in a circle. Port 3 of n-ssssssssss was closed, to m-aaaaaaaaaa/0.',
      directions: [counters, counters],
    },
  ],
  switches: [
    {
      id: sw.id,
      stations: [],
      leases: [
        {
          mac,
          address: '10.0.0.2',
          hostname: 'alice',
          expiresAt: AT.toISOString(),
          grantedAt: AT.toISOString(),
        },
      ],
    },
  ],
  uplinks: [],
});

const guest: GuestPort = { operstate: 'unknown', carrier: true };

function look(
  fabric: FabricView,
  changes: Partial<LabRecord> = {},
  said: GuestPort | null = guest,
  bootedAt: string | null = null,
): LabState {
  const sources = {
    lab: { ...lab, ...changes },
    fabric,
    namespace: { problem: null, links: new Map(), stations: [], unjoined: new Map() },
    machine: (id: typeof alice) =>
      id === alice ? { id, name: 'alice', nics: [{ number: 0, mac, transport: FABRIC }] } : null,
    guest: () => said,
    bootedAt: () => bootedAt,
    labOf: () => ({ id: labId.parse('l-zzzzzzzzzz'), name: 'Other' }),
  };
  return labState.parse(labStateOf(sources, AT));
}

it('tells what the fabric says, in the names that people gave', () => {
  const { links, nics, switches, uplinks } = look({ status: 'up', problem: null, state });
  expect(links[0]).toMatchObject({
    status: 'storm',
    problem: 'Frames went round in a circle. Port 3 of core was closed, to alice vec0.',
  });
  expect(nics[0]).toMatchObject({
    machineId: alice,
    sent: { frames: 2 },
    operstate: 'unknown',
    carrier: true,
  });
  expect(switches[0]?.leases).toHaveLength(1);
  expect(uplinks).toHaveLength(1);
});

it('says of a way to the Internet that it starts once something is linked to it, and before that that it is unused', () => {
  const fabric: FabricView = { status: 'up', problem: null, state };
  expect(look(fabric).uplinks).toEqual([
    { id: up.id, status: 'unused', problem: null, leases: [], forwards: [] },
  ]);
  const toUplink = labLink.parse({
    ...link,
    ends: [
      { nodeId: up.id, port: 0 },
      { nodeId: sw.id, port: 3 },
    ],
  });
  expect(look(fabric, { links: [toUplink] }).uplinks).toEqual([
    { id: up.id, status: 'starting', problem: null, leases: [], forwards: [] },
  ]);
});

it('has no address of a machine that is off', () => {
  const [nic] = look({ status: 'up', problem: null, state }, {}, null).nics;
  expect(nic).toMatchObject({ operstate: null, carrier: null, addresses: [] });
});

it('counts an address that was lent as one that is used', () => {
  expect(look({ status: 'up', problem: null, state }).nics[0]?.addresses).toEqual(['10.0.0.2']);
});

it('says how each end of a link is, whatever the link is', () => {
  const fabric: FabricView = { status: 'up', problem: null, state };
  const endsWith = (said: GuestPort | null) => look(fabric, {}, said).links[0]?.ends;
  expect(endsWith(guest)).toEqual(['up', 'up']);
  expect(endsWith(null)).toEqual(['off', 'up']);
  expect(endsWith({ operstate: 'down', carrier: null })).toEqual(['down', 'up']);
  expect(endsWith({ operstate: 'up', carrier: false })).toEqual(['no-carrier', 'up']);
  expect(endsWith({ operstate: null, carrier: null })).toEqual(['unknown', 'up']);
  expect(look({ status: 'down', problem: 'It ended.', state: null }).links[0]?.ends).toEqual([
    'up',
    'failed',
  ]);
  const [of, to] = link.ends;
  const toUplink = {
    ...link,
    ends: [
      { ...of, port: 7 },
      { ...to, nodeId: up.id, port: 0 },
    ],
  } satisfies typeof link;
  expect(look(fabric, { links: [toUplink] }).links[0]?.ends).toEqual(['gone', 'starting']);
});

it('does not count a lease of an earlier boot', () => {
  const fabric: FabricView = { status: 'up', problem: null, state };
  const since = (time: string) => look(fabric, {}, guest, time).nics[0]?.addresses;
  expect(since('2026-01-02T03:04:04Z')).toEqual(['10.0.0.2']);
  expect(since('2026-01-02T03:04:06Z')).toEqual([]);
});

it('has the address that a way to the Internet has lent a guest which said nothing since', () => {
  const [lease] = state.switches[0]?.leases ?? [];
  if (lease === undefined) throw new Error('The fixture has no lease');
  const lent = { ...lease, address: '10.0.2.2' };
  const uplinks = [{ id: up.id, status: 'up' as const, problem: null, leases: [lent], forwards: [] }];
  const { nics, uplinks: told } = look({
    status: 'up',
    problem: null,
    state: { ...state, switches: [], uplinks },
  });
  expect(nics[0]?.addresses).toEqual(['10.0.2.2']);
  expect(told[0]?.leases).toEqual([lent]);
});

it('has an answer for every link while there is no fabric', () => {
  const down = look({ status: 'down', problem: 'It ended.', state: null });
  expect(down).toMatchObject({ fabric: 'down', problem: 'It ended.' });
  expect(down.links).toMatchObject([{ id: link.id, status: 'broken', problem: 'It ended.' }]);
});

it('calls a link that the fabric was not told of yet being plugged in, not broken', () => {
  const drawn = look({ status: 'up', problem: null, state: { ...state, links: [] } });
  expect(drawn.links).toMatchObject([{ status: 'starting', problem: 'It is being plugged in.' }]);
  const first = look({ status: 'starting', problem: null, state: null });
  expect(first.links).toMatchObject([{ status: 'starting', problem: 'The network fabric starts.' }]);
});

it('calls a link that somebody unplugged so, whatever the fabric says', () => {
  const { links } = look({ status: 'up', problem: null, state }, { links: [{ ...link, enabled: false }] });
  expect(links).toMatchObject([{ status: 'unplugged', problem: null }]);
});
