import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_IMPAIRMENT, labLink, labNode, nicTransport, type MachineId } from '@umlaut/contracts/model';
import {
  awaitPrompt,
  bubblewrapWorks,
  createMachine,
  errorOf,
  startTestServer,
  type BootedGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const isPossible = process.getuid?.() === 0 && (await bubblewrapWorks());
if (!isPossible)
  process.stdout.write('Skipped: filters and ucast need bubblewrap, and root for a network namespace.\n');

/** ldh [12]; jeq #0x806 jt 0 jf 1; ret #262144; ret #0: what is ARP, and nothing else. */
const ARP_ONLY = '280000000c000000150000010608000006000000000004000600000000000000';
const LETTERS = ['a', 'b'] as const;

describe.skipIf(!isPossible)('an interface in the network namespace', () => {
  let server: TestServer;
  let folder: string;
  let ids: [MachineId, MachineId];
  let guests: BootedGuest[] = [];

  beforeAll(async () => {
    server = await startTestServer();
    folder = await mkdtemp('/tmp/umlaut-nic-namespace-');
    await chmod(folder, 0o755);
    await writeFile(join(folder, 'arp.bpf'), Buffer.from(ARP_ONLY, 'hex'), { mode: 0o644 });
    ids = [await createMachine(server, 'alice'), await createMachine(server, 'bob')];
    for (const id of ids) {
      await server.api.nics.remove({ id, number: 0 });
      await server.api.nics.add({ id, number: 0, transport: nicTransport.parse({ kind: 'raw' }) });
    }
  });
  afterAll(async () => {
    for (const guest of guests) guest[Symbol.dispose]();
    await server?.[Symbol.asyncDispose]();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  const withFilter = (bpffile: string) =>
    nicTransport.parse({ kind: 'raw', tuning: { bpffile, bpfflash: true } });

  it('has a filter that is one, before the machine starts', async () => {
    const [id] = ids;
    await server.api.nics.add({ id, number: 1, transport: withFilter('/etc/passwd') });
    expect(await errorOf(server.api.machines.start({ id }))).toMatchObject({
      code: 'NIC_UNAVAILABLE',
      field: 'nics.1',
    });
    await server.api.nics.remove({ id, number: 1 });
  });

  it('is one that the namespace has, when it is called by its name', async () => {
    const [id] = ids;
    const transport = nicTransport.parse({ kind: 'raw', ifname: 'nothere0' });
    await server.api.nics.add({ id, number: 1, transport });
    const start = server.api.machines.start({ id });
    await expect(start).rejects.toThrow('no interface "nothere0"');
    expect(await errorOf(start)).toMatchObject({ code: 'NIC_UNAVAILABLE', field: 'nics.1' });
    await server.api.nics.remove({ id, number: 1 });
  });

  it('lets in what its filter says, and the interface beside it takes all', async () => {
    await server.api.nics.add({ id: ids[0], number: 1, transport: withFilter(join(folder, 'arp.bpf')) });
    await server.api.nics.add({ id: ids[1], number: 1, transport: nicTransport.parse({ kind: 'raw' }) });
    const lab = (await server.api.labs.create({ name: 'Lab' })).id;
    const nodes = ids.map((machineId, at) =>
      labNode.parse({
        id: `n-${(LETTERS[at] ?? '').repeat(10)}`,
        position: { x: 0, y: 0 },
        kind: 'machine',
        machineId,
      }),
    );
    const links = [0, 1].map((port) =>
      labLink.parse({
        id: `k-${(LETTERS[port] ?? '').repeat(10)}`,
        ends: nodes.map(({ id }) => ({ nodeId: id, port })),
        impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
      }),
    );
    await server.api.labs.edit({
      id: lab,
      edits: [
        ...nodes.map((node) => ({ edit: 'put-node', node }) as const),
        ...links.map((link) => ({ edit: 'put-link', link }) as const),
      ],
    });
    for (const [at, id] of ids.entries()) {
      const [port, remotePort] = at === 0 ? [1102, 1103] : [1103, 1102];
      const transport = nicTransport.parse({ kind: 'ucast', remote: '127.0.0.1', port, remotePort });
      await server.api.nics.add({ id, number: 2, transport });
    }
    for (const id of ids) await server.api.machines.start({ id });
    guests = await Promise.all(ids.map(async (id) => awaitPrompt(server, id)));
    for (const [at, guest] of guests.entries()) {
      await guest.run('killall udhcpc; echo "#!/bin/sh" >/etc/udhcpc/default.script');
      for (const [nic, device] of ['vec0', 'vec1', 'eth2'].entries()) {
        await guest.run(`ifconfig ${device} 10.${nic}.0.${at + 1} netmask 255.255.255.0 up`);
      }
    }
    const [alice] = guests;
    expect(await alice!.run('ping -c 3 -i 0.2 -W 2 10.0.0.2')).toMatch(/ 0% packet loss/);
    // Who has 10.1.0.2 is answered, and then nothing comes in.
    expect(await alice!.run('ping -c 3 -i 0.2 -W 2 10.1.0.2')).toMatch(/100% packet loss/);
    const { nics } = await server.api.machines.get({ id: ids[1] });
    const mac = nics.find(({ number }) => number === 1)?.mac ?? 'none';
    expect(await alice!.run('arp -n')).toMatch(new RegExp(`10\\.1\\.0\\.2.*${mac}`, 'i'));
  });

  it('carries frames of ucast, from one socket straight to another', async () => {
    expect(await guests[0]!.run('ping -c 3 -i 0.2 -W 2 10.2.0.2')).toMatch(/ 0% packet loss/);
  });
});
