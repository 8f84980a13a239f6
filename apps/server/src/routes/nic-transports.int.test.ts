import { join } from 'node:path';
import { runCommand } from '@umlaut/core/process';
import { isUmlautError } from '@umlaut/contracts/errors';
import { nicDevice, nicTransport, type NicConfig, type NicTransport } from '@umlaut/contracts/model';
import {
  awaitPrompt,
  createMachine,
  expectSoon,
  machineAccount,
  startPacketRelay,
  startTestServer,
  startUmlSwitch,
  startVdeSwitch,
  toUmlautError,
  type BootedGuest,
  type ListeningProgram,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it, type TestContext } from 'vitest';

const RX = [1, 2] as const;
const PORTS = [25_611, 25_612] as const;
/** The numbers of the interfaces that the guests have from the start, by kind. */
const NUMBERS = { l2tpv3: 0, daemon: 1, bess: 2, slirp: 3, 'vde-legacy': 4, vde: 6 } as const;
/** Interfaces of the host have names of up to 15 characters. */
const TAP = `umltest${process.pid % 10_000}`;
type Kind = keyof typeof NUMBERS;

let server: TestServer;
let umlSwitch: ListeningProgram | null = null;
let vdeSwitch: ListeningProgram | null = null;
let relay: ListeningProgram | null = null;
let available: ReadonlyMap<string, string | null>;
let alice: BootedGuest;
let bob: BootedGuest;

/** From one guest straight to the other. */
function tunnel(at: 0 | 1): NicTransport {
  const other = at === 0 ? 1 : 0;
  return nicTransport.parse({
    kind: 'l2tpv3',
    src: '127.0.0.1',
    dst: '127.0.0.1',
    srcport: PORTS[at],
    dstport: PORTS[other],
    rx_session: RX[at],
    tx_session: RX[other],
    rx_cookie: '0xabcd',
    tx_cookie: '0xabcd',
    counter: true,
  });
}

beforeAll(async () => {
  server = await startTestServer();
  const ids = [
    await createMachine(server, 'alice', { nicCount: 0 }),
    await createMachine(server, 'bob', { nicCount: 0 }),
  ] as const;
  const { items } = await server.api.nics.types({ id: ids[0] });
  available = new Map(items.map(({ kind, available: is, reason }) => [kind, is ? null : reason]));
  if (available.get('daemon') === null) umlSwitch = await startUmlSwitch(server.home.root);
  const hasVde = (['vde-legacy', 'vde'] as const).filter((kind) => available.get(kind) === null);
  if (hasVde.length > 0) vdeSwitch = await startVdeSwitch(server.home.root);
  relay = await startPacketRelay(join(server.home.root, 'bess'));
  for (const [at, id] of ids.entries()) {
    const { add } = server.api.nics;
    await add({ id, number: NUMBERS.l2tpv3, transport: tunnel(at === 0 ? 0 : 1) });
    if (umlSwitch !== null) {
      const transport = { kind: 'daemon', socket: umlSwitch.socketPath } as const;
      await add({ id, number: NUMBERS.daemon, transport });
    }
    if (relay !== null) {
      await add({ id, number: NUMBERS.bess, transport: { kind: 'bess', dst: relay.socketPath } });
    }
    if (vdeSwitch !== null) {
      const { socketPath } = vdeSwitch;
      for (const kind of hasVde) {
        const transport =
          kind === 'vde'
            ? ({ kind, vnl: socketPath, descr: 'umlaut' } as const)
            : { kind, socket: socketPath };
        await add({ id, number: NUMBERS[kind], transport });
      }
    }
    if (available.get('slirp') === null) {
      await add({ id, number: NUMBERS.slirp, transport: { kind: 'slirp' } });
    }
    await server.api.machines.start({ id });
  }
  alice = await awaitPrompt(server, ids[0]);
  bob = await awaitPrompt(server, ids[1]);
  for (const guest of [alice, bob]) {
    // The starter image asks for addresses on its own, which would take away those that are given here.
    await guest.run('echo "#!/bin/sh" >/etc/udhcpc/default.script; killall udhcpc');
    await guest.run('while ps | grep -q "[d]efault.script"; do sleep 0.1; done');
  }
});
afterAll(async () => {
  alice?.[Symbol.dispose]();
  bob?.[Symbol.dispose]();
  await umlSwitch?.[Symbol.asyncDispose]();
  await vdeSwitch?.[Symbol.asyncDispose]();
  await relay?.[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** In a /24 of its own by number. */
async function setAddress(guest: BootedGuest, device: string, number: number): Promise<void> {
  const last = guest === alice ? 1 : 2;
  await guest.run(`ifconfig ${device} 10.77.${number}.${last} netmask 255.255.255.0 up`);
}

async function ping(number: number): Promise<string> {
  return alice.run(`ping -c 3 -i 0.2 -W 2 10.77.${number}.2`);
}

async function nicOf(guest: BootedGuest, number: number): Promise<NicConfig | undefined> {
  const { nics } = await server.api.machines.get({ id: guest.id });
  return nics.find((nic) => nic.number === number);
}

async function refusal(promise: Promise<unknown>): Promise<unknown> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => toUmlautError(thrown),
  );
  expect(isUmlautError(error)).toBe(true);
  return error;
}

/** Where this kernel or host has it not, the test says why it was not run. */
function needs({ skip }: TestContext, kind: Kind): void {
  const missing = kind === 'bess' && relay === null ? 'There is no perl for a switch.' : null;
  const reason = available.get(kind) ?? missing;
  if (reason === null) return;
  process.stderr.write(`Not tested here: ${kind}. ${reason}\n`);
  skip(reason);
}

it.for<Kind>(['l2tpv3', 'daemon', 'bess', 'vde-legacy', 'vde'])(
  'carries frames between two guests: %s',
  async (kind, context) => {
    needs(context, kind);
    const number = NUMBERS[kind];
    const device = nicDevice(number, kind);
    for (const guest of [alice, bob]) await setAddress(guest, device, number);
    expect(await ping(number)).toMatch(/ 3 packets received/);
  },
);

it('reaches a tap of the host that was made for the account', async ({ skip }) => {
  const account = await machineAccount();
  if (account === null) return skip('Only root makes taps.');
  const ip = (...words: string[]) => runCommand('ip', words, { timeoutMs: 5_000 });
  const made = await ip('tuntap', 'add', 'dev', TAP, 'mode', 'tap', 'user', String(account.uid));
  if (made.code !== 0) return skip(made.stderr);
  try {
    await ip('addr', 'add', '10.77.9.1/24', 'dev', TAP);
    await ip('link', 'set', TAP, 'up');
    const id = await createMachine(server, 'carol', { nicCount: 0 });
    await server.api.nics.add({ id, transport: { kind: 'tap', place: 'host', ifname: TAP } });
    const refused = await server.api.machines.start({ id }).then(() => null, toUmlautError);
    if (refused !== null) {
      process.stderr.write(`Not tested here: tap of the host. ${refused.message}\n`);
      return skip(refused.message);
    }
    using carol = await awaitPrompt(server, id);
    await carol.run('echo "#!/bin/sh" >/etc/udhcpc/default.script; killall udhcpc');
    await carol.run('ifconfig vec0 10.77.9.3 netmask 255.255.255.0 up');
    expect(await carol.run('ping -c 3 -i 0.2 -W 2 10.77.9.1')).toMatch(/ 3 packets received/);
    await server.api.machines.powerOff({ id });
  } finally {
    await ip('link', 'delete', TAP);
  }
});

it('plugs, changes and unplugs an interface of a guest that runs', async (context) => {
  needs(context, 'daemon');
  const { nics } = server.api;
  const socket = umlSwitch?.socketPath ?? null;
  for (const guest of [alice, bob]) {
    const { id } = guest;
    await nics.add({ id, number: 5, transport: { kind: 'daemon', socket } });
    await expectSoon('it is there', async () => (await guest.run('ls /sys/class/net')).includes('eth5'));
    await setAddress(guest, 'eth5', 5);
  }
  expect(await ping(5)).toMatch(/ 3 packets received/);

  // While it is up the kernel keeps it.
  const wanted = { kind: 'fabric' } as const;
  expect(await refusal(nics.update({ id: alice.id, number: 5, transport: wanted }))).toMatchObject({
    code: 'NIC_IN_USE',
    message: 'The guest has eth5 up.',
  });
  await alice.run('ifconfig eth5 down');
  await nics.update({ id: alice.id, number: 5, transport: wanted });
  const devices = await alice.run('ls /sys/class/net');
  expect(devices).toContain('vec5');
  expect(devices).not.toContain('eth5');
  await alice.run('ifconfig vec5 down');
  await nics.update({ id: alice.id, number: 5, transport: { kind: 'daemon', socket } });
  await setAddress(alice, 'eth5', 5);
  expect(await ping(5)).toMatch(/ 3 packets received/);

  await alice.run('ifconfig eth5 down');
  await nics.remove({ id: alice.id, number: 5 });
  expect(await alice.run('ls /sys/class/net')).not.toContain('eth5');
});

it('leaves an interface as it was when the new one cannot be had', async (context) => {
  needs(context, 'l2tpv3');
  const { nics } = server.api;
  const { id } = alice;
  const number = NUMBERS.l2tpv3;
  await alice.run('ifconfig vec0 down');
  // A group of its own network, where the machine is not.
  expect(await refusal(nics.update({ id, number, transport: { kind: 'mcast' } }))).toMatchObject({
    code: expect.stringMatching(/^NIC_(NEEDS_RESTART|UNAVAILABLE)$/) as string,
    field: 'transport',
  });
  const elsewhere = { kind: 'bess', dst: '/run/umlaut-elsewhere.sock' } as const;
  expect(await refusal(nics.update({ id, number, transport: elsewhere }))).toMatchObject({
    code: expect.stringMatching(/^NIC_(NEEDS_RESTART|UNAVAILABLE)$/) as string,
  });
  expect((await nicOf(alice, number))?.transport).toEqual(tunnel(0));
  await setAddress(alice, 'vec0', number);
  expect(await ping(number)).toMatch(/ 3 packets received/);
});

it('brings the old interface back when the kernel refuses the new one', async (context) => {
  needs(context, 'daemon');
  const { id } = alice;
  // Its file stays, and nobody listens: the kernel makes no device.
  await umlSwitch?.[Symbol.asyncDispose]();
  const socket = umlSwitch?.socketPath ?? null;
  await alice.run('ifconfig vec0 down');
  const update = server.api.nics.update({ id, number: 0, transport: { kind: 'daemon', socket } });
  expect(await refusal(update)).toMatchObject({ code: 'MCONSOLE_REFUSED', field: 'transport' });
  expect((await nicOf(alice, 0))?.transport).toEqual(tunnel(0));
  await setAddress(alice, 'vec0', 0);
  expect(await ping(0)).toMatch(/ 3 packets received/);
});

// Last: slirp inherits the sockets that UML has open, and an interface that is taken down then gets its port no more.
it('reaches the gateway of slirp', async (context) => {
  needs(context, 'slirp');
  // Addresses are slirp's own, and it has no Ethernet.
  await alice.run(`ifconfig ${nicDevice(NUMBERS.slirp, 'slirp')} 10.0.2.15 netmask 255.255.255.0 up`);
  expect(await alice.run('ping -c 3 -i 0.2 -W 2 10.0.2.2')).toMatch(/ 3 packets received/);
});
