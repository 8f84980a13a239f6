import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  NO_IMPAIRMENT,
  labLink,
  labNode,
  nicDevice,
  nicTransport,
  type LabEdit,
  type LabId,
  type LabLink,
  type LabNode,
  type LabState,
  type MachineId,
  type NicTransport,
} from '@umlaut/contracts/model';
import {
  awaitPrompt,
  bubblewrapWorks,
  createMachine,
  expectSoon,
  startTestServer,
  type BootedGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const position = { x: 0, y: 0 };
const bridgeOf = (letter: string, stp = false): LabNode =>
  labNode.parse({ id: `n-${letter.repeat(10)}`, position, kind: 'bridge', label: letter, stp });
const bridge = bridgeOf('s');
const [west, east] = [bridgeOf('w'), bridgeOf('e')];
const LETTERS = ['a', 'b'] as const;

/** Two of each, by the number of the interface; the address of either end is 10.N.0.1 and .2. */
const KINDS: readonly [NicTransport, NicTransport][] = (
  [
    [{ kind: 'tap' }, { kind: 'tap' }],
    [{ kind: 'hybrid' }, { kind: 'hybrid' }],
    [{ kind: 'raw' }, { kind: 'raw' }],
    [
      { kind: 'gre', src: '10.250.0.1', dst: '10.250.0.2' },
      { kind: 'gre', src: '10.250.0.2', dst: '10.250.0.1' },
    ],
    [
      { kind: 'l2tpv3', udp: false, src: '127.8.0.1', dst: '127.8.0.2', rx_session: 7, tx_session: 9 },
      { kind: 'l2tpv3', udp: false, src: '127.8.0.2', dst: '127.8.0.1', rx_session: 9, tx_session: 7 },
    ],
    [{ kind: 'daemon' }, { kind: 'daemon' }],
    [{ kind: 'mcast' }, { kind: 'mcast' }],
    [{ kind: 'tuntap' }, { kind: 'tuntap' }],
  ] as const
).map(([first, second]) => [nicTransport.parse(first), nicTransport.parse(second)]);

const [TAP, HYBRID, RAW, TUNTAP] = [0, 1, 2, 7];

const isPossible = process.getuid?.() === 0 && (await bubblewrapWorks());
if (!isPossible) console.warn('Skipped: transports need root, for a device of taps, and bubblewrap.');

describe.skipIf(!isPossible)('transports in the network namespace', () => {
  let server: TestServer;
  let lab: LabId;
  let hostInterfaces: string[];
  let guests: [BootedGuest, BootedGuest];

  const endOf = (at: 0 | 1, nic: number): object => ({ nodeId: `n-${LETTERS[at].repeat(10)}`, port: nic });
  const link = (letter: string, first: object, second: object, changes: Partial<LabLink> = {}): LabLink =>
    labLink.parse({
      id: `k-${letter.repeat(10)}`,
      ends: [first, second],
      impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
      ...changes,
    });
  const into = (node: LabNode, port: number): object => ({ nodeId: node.id, port });
  const tapLink = (at: 0 | 1, changes: Partial<LabLink> = {}): LabLink =>
    link(LETTERS[at], endOf(at, TAP), into(bridge, at), changes);
  const edit = async (...edits: LabEdit[]): Promise<void> =>
    void (await server.api.labs.edit({ id: lab, edits }));
  const stateOf = (): Promise<LabState> => server.api.labs.state({ id: lab });
  const device = (nic: number): string => nicDevice(nic, KINDS[nic]?.[0].kind);
  const ping = async (nic: number, options = '-c 3 -i 0.2 -W 2'): Promise<boolean> =>
    / 0% packet loss/.test(await guests[0].run(`ping ${options} 10.${nic}.0.2`));

  beforeAll(async () => {
    hostInterfaces = await readdir('/sys/class/net');
    server = await startTestServer();
    const ids = [await createMachine(server, 'alice'), await createMachine(server, 'bob')] as const;
    await Promise.all(ids.map(async (id, at) => giveInterfaces(id, at)));
    lab = (await server.api.labs.create({ name: 'Lab' })).id;
    await edit(
      ...[bridge, west, east].map((node): LabEdit => ({ edit: 'put-node', node })),
      ...ids.map((machineId, at): LabEdit => {
        const id = `n-${(LETTERS[at] ?? '').repeat(10)}`;
        return { edit: 'put-node', node: labNode.parse({ id, position, kind: 'machine', machineId }) };
      }),
      ...[
        tapLink(0),
        tapLink(1),
        link('h', endOf(0, HYBRID), endOf(1, HYBRID)),
        link('r', endOf(0, RAW), endOf(1, RAW)),
        link('w', endOf(0, TUNTAP), into(west, 0)),
        link('e', endOf(1, TUNTAP), into(east, 0)),
        link('t', into(west, 1), into(east, 1)),
      ].map((one): LabEdit => ({ edit: 'put-link', link: one })),
    );
    for (const id of ids) await server.api.machines.start({ id });
    guests = [await awaitPrompt(server, ids[0]), await awaitPrompt(server, ids[1])];
    for (const [at, guest] of guests.entries()) {
      await guest.run('killall udhcpc; echo "#!/bin/sh" >/etc/udhcpc/default.script');
      for (const nic of KINDS.keys()) {
        await guest.run(`ifconfig ${device(nic)} 10.${nic}.0.${at + 1} netmask 255.255.255.0 up`);
      }
    }
  });
  afterAll(async () => {
    for (const guest of guests ?? []) guest[Symbol.dispose]();
    await server?.[Symbol.asyncDispose]();
  });

  async function giveInterfaces(id: MachineId, at: number): Promise<void> {
    await server.api.nics.remove({ id, number: 0 });
    for (const [number, transports] of KINDS.entries()) {
      const transport = transports[at];
      if (transport !== undefined) await server.api.nics.add({ id, number, transport });
    }
  }

  it.each(KINDS.map(([{ kind }], nic) => [kind, nic] as const))('%s carries frames', async (_kind, nic) => {
    expect(await ping(nic)).toBe(true);
  });
});
