import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  NO_IMPAIRMENT,
  labLink,
  labLinkId,
  labNode,
  nicDevice,
  nicTransport,
  type CaptureId,
  type LabEdit,
  type LabId,
  type LabLink,
  type LabNode,
  type LabState,
  type MachineId,
  type NewCapture,
  type NicTransport,
} from '@umlaut/contracts/model';
import {
  awaitPrompt,
  bubblewrapWorks,
  createMachine,
  expectSoon,
  readCapture,
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
if (!isPossible) {
  process.stdout.write('Skipped: transports need bubblewrap, and root for a device of taps.\n');
}

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

  const bytesOf = async (nic: number): Promise<number> =>
    Number(
      await guests[0]
        .run(`sed "s/.*/n=&=/" /sys/class/net/${device(nic)}/statistics/tx_bytes`)
        .then((said) => /n=(\d+)=/.exec(said)?.[1]),
    );

  it.each(KINDS.map(([{ kind }], nic) => [kind, nic] as const))(
    '%s carries pings, and a megabyte of TCP as it was',
    async (_kind, nic) => {
      const before = await bytesOf(nic);
      expect(await ping(nic)).toBe(true);
      const [alice, bob] = guests;
      await bob.run(
        'rm -f /tmp/in; (nc -l -p 5000 >/tmp/in; echo end >/tmp/end) & until netstat -ltn | grep -q :5000; do sleep 0.1; done',
      );
      const sent = await alice.run(
        `[ -e /tmp/out ] || dd if=/dev/urandom of=/tmp/out bs=1024 count=1024 2>/dev/null; md5sum </tmp/out; nc 10.${nic}.0.2 5000 </tmp/out`,
      );
      const got = await bob.run('until [ -e /tmp/end ]; do sleep 0.1; done; rm /tmp/end; md5sum </tmp/in');
      const sum = /\b[0-9a-f]{32}\b/;
      expect(sum.exec(got)?.[0]).toBe(sum.exec(sent)?.[0]);
      expect(sum.test(got)).toBe(true);
      // It was this interface that carried it.
      expect((await bytesOf(nic)) - before).toBeGreaterThan(1024 * 1024);
    },
  );

  it('leaves the guests no rights on the host, and shows them none of its interfaces', async () => {
    const pid = await umlPid(guests[0].id);
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    expect(status).not.toMatch(/^Uid:\s+0\b/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(status).toMatch(/^CapEff:\s+0000000000002000$/m);
    expect(status).toMatch(/^CapPrm:\s+0000000000002000$/m);
    for (const kind of ['user', 'net', 'pid', 'ipc', 'uts', 'mnt']) {
      expect(await readlink(`/proc/${pid}/ns/${kind}`)).not.toBe(await readlink(`/proc/self/ns/${kind}`));
    }
    const devices = (await readFile(`/proc/${pid}/net/dev`, 'utf8')).match(/^\s*\S+(?=:)/gm) ?? [];
    expect(
      devices.map((name) => name.trim()).filter((name) => !/^(lo|[a-z][a-z2-7]{10}\d?)$/.test(name)),
    ).toEqual([]);
    expect(await readdir('/sys/class/net')).toEqual(hostInterfaces);
  });

  it('tells of the links and stations of a bridge', async () => {
    expect(await ping(TAP)).toBe(true);
    await expectSoon('both are known', async () => {
      const { switches, links } = await stateOf();
      const known = switches.find(({ id }) => id === bridge.id)?.stations.map(({ port }) => port);
      return known?.includes(0) === true && known.includes(1) && links.every(({ status }) => status === 'up');
    });
    const { fabric, links, nics } = await stateOf();
    expect(fabric).toBe('up');
    const first = links.find(({ id }) => id === tapLink(0).id);
    expect(first?.directions[0].frames).toBeGreaterThan(2);
    expect(first?.directions[1].frames).toBeGreaterThan(2);
    const alice = nics.find((nic) => nic.machineId === guests[0].id && nic.number === TAP);
    expect(alice?.sent).toEqual(first?.directions[0]);
    // What the guest says, through mconsole.
    expect(alice?.operstate).not.toBeNull();
  });

  it('unplugs and plugs a cable of a bridge under running guests', async () => {
    await edit({ edit: 'put-link', link: tapLink(1, { enabled: false }) });
    await expectSoon('nothing passes', async () => !(await ping(TAP, '-c 1 -W 1')));
    expect((await stateOf()).links.find(({ id }) => id === tapLink(1).id)?.status).toBe('unplugged');
    await edit({ edit: 'remove-link', id: tapLink(1).id });
    await edit({ edit: 'put-link', link: tapLink(1) });
    await expectSoon('it passes again', async () => ping(TAP, '-c 1 -W 1'));
  });

  it('captures what passes links of bridges, in the directions that are wanted', async () => {
    const { labs } = server.api;
    const start = async (linkId: LabLink['id'], changes: Partial<NewCapture> = {}): Promise<CaptureId> =>
      (await labs.startCapture({ id: lab, linkId, filter: 'icmp', ...changes })).id;
    await expect(start(tapLink(0).id, { filter: 'icmp and and' })).rejects.toThrow(/syntax error/);
    const [cable, trunk] = [labLinkId.parse('k-hhhhhhhhhh'), labLinkId.parse('k-tttttttttt')];
    const both = [
      await start(tapLink(0).id),
      await start(tapLink(1).id),
      await start(cable),
      await start(trunk),
    ];
    const forth = [
      await start(tapLink(0).id, { filter: 'icmp and outbound' }),
      await start(tapLink(0).id, { at: { end: 0, frames: 'sent' } }),
      await start(tapLink(1).id, { at: { end: 0, frames: 'received' } }),
      await start(trunk, { at: { end: 1, frames: 'received' } }),
    ];
    for (const nic of [TAP, HYBRID, TUNTAP]) expect(await ping(nic, '-c 2 -i 0.2')).toBe(true);
    for (const captureId of [...both, ...forth]) {
      const answers = forth.includes(captureId) ? 0 : 2;
      const stopped = await labs.stopCapture({ id: lab, captureId });
      expect(stopped).toMatchObject({ frames: 2 + answers, problem: null });
      const said = await readCapture(server, lab, captureId);
      expect(said.match(/10\.\d\.0\.1 > 10\.\d\.0\.2: ICMP echo request/g)).toHaveLength(2);
      expect(said.match(/ICMP echo reply/g) ?? []).toHaveLength(answers);
      await labs.removeCapture({ id: lab, captureId });
    }
    expect((await labs.captures({ id: lab })).items).toEqual([]);
  });

  it('goes on with a capture of a bridge once its link is plugged in again', async () => {
    const { labs } = server.api;
    const { id: linkId } = tapLink(0);
    await edit({ edit: 'put-link', link: tapLink(0, { enabled: false }) });
    const { id: captureId } = await labs.startCapture({ id: lab, linkId, filter: 'icmp' });
    expect(await ping(TAP, '-c 1 -W 1')).toBe(false);
    await edit({ edit: 'put-link', link: tapLink(0) });
    await expectSoon('pings are captured', async () => {
      await ping(TAP, '-c 1 -W 1');
      const { items } = await labs.captures({ id: lab });
      return (items.find(({ id }) => id === captureId)?.frames ?? 0) > 1;
    });
    await labs.removeCapture({ id: lab, captureId });
  });

  it('refuses links that lead nowhere', async () => {
    const sw = labNode.parse({ id: 'n-zzzzzzzzzz', position, kind: 'switch', label: 'sw' });
    const add = async (one: LabLink): Promise<void> =>
      edit({ edit: 'put-node', node: sw }, { edit: 'put-link', link: one });
    await expect(add(link('z', endOf(0, 3), into(bridge, 9)))).rejects.toThrow(
      /is a gre: it leads where its options say/,
    );
    await edit({ edit: 'remove-link', id: tapLink(0).id });
    await expect(add(link('z', endOf(0, TAP), into(sw, 1)))).rejects.toThrow(
      /is a tap: it goes into a kernel bridge/,
    );
    await expect(add(link('z', into(bridge, 9), into(sw, 1)))).rejects.toThrow(
      /nothing leads from one to the other/,
    );
    const slow = { ...NO_IMPAIRMENT, delayMs: 50 };
    await expect(add(tapLink(0, { impairments: [slow, slow] }))).rejects.toThrow(
      /only links of the fabric have impairments/,
    );
    await edit({ edit: 'put-link', link: tapLink(0) });
  });

  it('goes on while the server is killed, and is adopted by the next', async () => {
    const before = await readFile(join(server.home.home, 'namespace.json'), 'utf8');
    await server.kill9();
    await server.restart();
    guests = [await awaitPrompt(server, guests[0].id), await awaitPrompt(server, guests[1].id)];
    for (const nic of KINDS.keys()) expect(await ping(nic, '-c 1 -W 2')).toBe(true);
    expect(await readFile(join(server.home.home, 'namespace.json'), 'utf8')).toBe(before);
    await edit({ edit: 'put-link', link: tapLink(0, { enabled: false }) });
    await expectSoon('the new server unplugs', async () => !(await ping(TAP, '-c 1 -W 1')));
    await edit({ edit: 'put-link', link: tapLink(0) });
    await expectSoon('it passes again', async () => ping(TAP, '-c 1 -W 1'));
  });

  it('goes on when the process dies that holds the namespace', async () => {
    const { pid, net } = await readHolder();
    process.kill(pid, 'SIGKILL');
    await edit({ edit: 'put-link', link: tapLink(0, { enabled: false }) });
    await expectSoon('nothing passes', async () => !(await ping(TAP, '-c 1 -W 1')));
    await edit({ edit: 'put-link', link: tapLink(0) });
    await expectSoon('it passes again', async () => ping(TAP, '-c 1 -W 1'));
    const after = await readHolder();
    expect(after.pid).not.toBe(pid);
    expect(after.net).toBe(net);
  });

  it('adds a tap to a running guest and takes it away', async () => {
    const { id } = guests[0];
    await guests[0].run(`ifconfig ${device(TAP)} down`);
    await server.api.nics.remove({ id, number: TAP });
    await server.api.nics.add({ id, number: TAP, transport: KINDS[TAP]?.[0] });
    await edit({ edit: 'put-link', link: tapLink(0) });
    await guests[0].run(`ifconfig ${device(TAP)} 10.${TAP}.0.1 netmask 255.255.255.0 up`);
    await expectSoon('it passes', async () => ping(TAP, '-c 1 -W 1'));
    expect((await stateOf()).links.find(({ id: one }) => one === tapLink(0).id)?.status).toBe('up');
  });

  it('leaves nothing behind', async () => {
    const { pid } = await readHolder();
    expect(existsSync(ownDevice())).toBe(true);
    await server.api.machines.bulk({ action: 'power-off', ids: guests.map(({ id }) => id) });
    await expectSoon('all is gone', () => {
      const files = [join(server.home.home, 'namespace.json'), join(server.home.runtime, 'network')];
      return [`/proc/${pid}`, ownDevice(), ...files].every((path) => !existsSync(path));
    });
    expect(await readdir('/sys/class/net')).toEqual(hostInterfaces);
  });

  async function umlPid(id: MachineId): Promise<number> {
    const { state } = await server.api.machines.get({ id });
    if (state.phase !== 'running') throw new Error('It does not run');
    return state.pid;
  }

  async function readHolder(): Promise<{ pid: number; net: string }> {
    return JSON.parse(await readFile(join(server.home.home, 'namespace.json'), 'utf8')) as {
      pid: number;
      net: string;
    };
  }

  function ownDevice(): string {
    return `/dev/umlaut/tun-${createHash('sha256').update(server.home.home).digest('hex').slice(0, 12)}`;
  }
});
