import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { machineId, type ActivityEntry, type MachineId } from '@umlaut/contracts/model';
import {
  bootGuest,
  createMachine,
  errorOf,
  expectSoon,
  startTestServer,
  type BootedGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

let server: TestServer;
let guest: BootedGuest;
let id: MachineId;
let stopped: MachineId;
beforeAll(async () => {
  server = await startTestServer();
  stopped = await createMachine(server, 'at-rest');
  guest = await bootGuest(server, 'looked-into');
  ({ id } = guest);
});
afterAll(() => server[Symbol.asyncDispose]());

const NOWHERE = machineId.parse('m-aaaaaaaaaa');

async function incidentsTold(): Promise<ActivityEntry[]> {
  const { items } = await server.api.machines.activity({ id });
  return items.filter(({ kind }) => kind === 'machine.incident');
}

/** What somebody at the host would do with uml_mconsole; its answer does not matter. */
async function crashFromHost(socket: string): Promise<void> {
  await promisify(execFile)('uml_mconsole', [socket, 'sysrq c'], { timeout: 5000 }).catch(() => {});
}

async function mconsoleSocket(): Promise<string> {
  const { commandLine } = await server.api.machines.get({ id });
  const umlDir = commandLine?.find((word) => word.startsWith('uml_dir='))?.slice('uml_dir='.length) ?? '';
  return join(umlDir, id, 'mconsole');
}

describe('a look inside', () => {
  it('leaves no line on the console of a guest that nobody looks at', async () => {
    // Somebody has the list of machines open.
    const socket = server.openSocket('/api/v1/events');
    onTestFinished(() => socket.terminate());
    const verdict = async (): Promise<string | undefined> =>
      (await server.api.machines.list()).health.find((item) => item.id === id)?.sentence;
    await expect.poll(verdict, { timeout: 60_000 }).toMatch(/^Up .*, vec0 up$/);
    // As the kernel complains of a file that is not there, and of one that it cannot read.
    for (const text of ['open /proc', 'not supported for file'])
      expect((await server.api.consoles.search({ text, machineId: id })).items).toEqual([]);
  });

  it('shows the guest as it is now, one look for all who ask at once', async () => {
    // Nothing is seen of a guest in the first two seconds of its kernel.
    await expect
      .poll(async () => (await server.api.xray.get({ id })).sample, { timeout: 60_000 })
      .not.toBeNull();
    const looks = () => Promise.all([1, 2, 3].map(() => server.api.xray.get({ id })));
    // Two, when the one from before came of age between the questions.
    await expect.poll(async () => new Set((await looks()).map(({ sample }) => sample?.at)).size).toBe(1);
    const [first] = await looks();
    expect(first).toMatchObject({
      machineId: id,
      queue: { state: 'answering' },
      sample: { facts: { hostname: 'looked-into' } },
      footprint: { memoryLimitBytes: 64 * 1024 * 1024 },
    });
  });

  it('shows a stopped machine as such', async () => {
    expect(await server.api.xray.get({ id: stopped })).toMatchObject({
      queue: { state: 'not-up' },
      sample: null,
      footprint: null,
      health: { level: 'unknown' },
    });
  });
});

describe('files of the guest', () => {
  it('are read whole, without login', async () => {
    const file = await server.api.xray.file({ id, path: '/etc/passwd' });
    expect(file).toMatchObject({ path: '/etc/passwd', completeness: 'complete', looksBinary: false });
    expect(Buffer.from(file.content, 'base64').toString()).toMatch(/^root:/);
  });

  it('are called cut when they are too long', async () => {
    await guest.run('seq 20000 > /root/long');
    const file = await server.api.xray.file({ id, path: '/root/long' });
    expect(file.completeness).toBe('cut');
    expect(Buffer.from(file.content, 'base64').toString()).toMatch(/^1\n2\n3\n/);
  });

  it.each([
    ['/nothing', 'GUEST_PATH_UNSAFE'],
    ['/etc/nothing', 'GUEST_FILE_NOT_FOUND'],
    ['/etc', 'GUEST_FILE_UNREADABLE'],
    ['/etc/', 'INVALID_INPUT'],
    ['/dev/tty1', 'GUEST_PATH_UNSAFE'],
    ['/etc/../dev/tty1', 'INVALID_INPUT'],
    ['etc/passwd', 'INVALID_INPUT'],
    ['/etc/a\nb', 'INVALID_INPUT'],
    ['/etc/a\0b', 'INVALID_INPUT'],
    [`/etc/${'x'.repeat(500)}`, 'INVALID_INPUT'],
    [`/etc/${'😀'.repeat(190)}`, 'INVALID_INPUT'],
  ])('are refused with the field: %j', async (path, code) => {
    expect(await errorOf(server.api.xray.file({ id, path }))).toEqual({ code, field: 'path' });
  });

  it('are not read while the machine is paused', async () => {
    await server.api.machines.pause({ id });
    expect(await errorOf(server.api.xray.file({ id, path: '/etc/hostname' }))).toMatchObject({
      code: 'MACHINE_PAUSED',
    });
    await server.api.machines.resume({ id });
  });

  it(
    'that block are said to have blocked the kernel, which is seen until it goes on',
    { timeout: 180_000 },
    async () => {
      await guest.run('mkfifo /tmp/fifo');
      expect(await errorOf(server.api.xray.file({ id, path: '/tmp/fifo' }))).toEqual({
        code: 'GUEST_PATH_UNSAFE',
        field: 'path',
      });
      const response = await server.fetch(`/api/v1/machines/${id}/files?path=/tmp/fifo&anywhere=true`);
      expect([response.status, await response.json()]).toMatchObject([
        504,
        {
          code: 'MCONSOLE_STUCK',
          hint: expect.stringContaining('fifo'),
          details: { since: expect.any(String) },
        },
      ]);
      expect(await server.api.xray.get({ id })).toMatchObject({
        queue: { state: 'stuck' },
        health: { level: 'bad' },
      });
      expect(await errorOf(server.api.mconsole.ask({ id, line: 'version' }))).toMatchObject({
        code: 'MCONSOLE_STUCK',
      });
      expect(await server.api.mconsole.ask({ id, line: 'help' })).toMatchObject({ ok: true });
      await guest.run('echo free > /tmp/fifo');
      await expectSoon('it answers again', async () => {
        return (await errorOf(server.api.mconsole.ask({ id, line: 'version' }))) === null;
      });
      await expectSoon('that is seen', async () => {
        return (await server.api.xray.get({ id })).queue.state === 'answering';
      });
    },
  );
});

describe('memory of the guest', () => {
  it('is given back, again without effect, and taken again', async () => {
    const { xray } = server.api;
    const balance = await xray.memory({ id });
    expect(balance).toMatchObject({ configuredMiB: 64, takenMiB: 0 });
    // How much of 64 MiB is left differs from boot to boot: UML's map of pages takes up to 16, as the host places it.
    expect(balance.maxTakenMiB).toBeGreaterThan(4);
    const taken = await xray.setMemory({ id, takenMiB: 4 });
    expect(taken.after.takenMiB).toBe(4);
    expect(taken.before.guestFreeBytes - taken.after.guestFreeBytes).toBeGreaterThan(3_000_000);
    const again = await xray.setMemory({ id, takenMiB: 4 });
    expect(again.after.takenMiB).toBe(4);
    const back = await xray.setMemory({ id, takenMiB: 0 });
    expect(back.after.takenMiB).toBe(0);
    const { items } = await server.api.machines.activity({ id });
    expect(items.filter(({ kind }) => kind === 'machine.memory-moved')).toMatchObject([
      { message: 'Had the guest take again 4 MiB; 0 MiB are with the host now.' },
      { message: 'Had the guest give back 4 MiB; 4 MiB are with the host now.' },
    ]);
  });

  it('is not given back when the guest needs it, nor in parts of a MiB', async () => {
    const { xray } = server.api;
    expect(await errorOf(xray.setMemory({ id, takenMiB: 60 }))).toEqual({
      code: 'MEMORY_LIMIT',
      field: 'takenMiB',
    });
    for (const takenMiB of [-1, 1.5, '8', null, {}]) {
      const response = await server.fetch(`/api/v1/machines/${id}/memory`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ takenMiB }),
      });
      expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', field: 'takenMiB' });
    }
  });

  it('is told but not moved while the machine is paused', async () => {
    await server.api.machines.pause({ id });
    expect((await server.api.xray.memory({ id })).configuredMiB).toBe(64);
    expect(await errorOf(server.api.xray.setMemory({ id, takenMiB: 1 }))).toMatchObject({
      code: 'MACHINE_PAUSED',
    });
    await server.api.machines.resume({ id });
  });
});

describe('machines that cannot be looked into', () => {
  it('are refused for what they are', async () => {
    const { xray } = server.api;
    const calls = (of: MachineId): Promise<unknown>[] => [
      xray.file({ id: of, path: '/etc/passwd' }),
      xray.memory({ id: of }),
      xray.setMemory({ id: of, takenMiB: 1 }),
      xray.incident({ id: of, incidentId: 1 }),
    ];
    const codes = async (of: MachineId): Promise<unknown[]> =>
      (await Promise.all(calls(of).map(errorOf))).map((error) => error?.code);
    expect(await codes(stopped)).toEqual([
      'MACHINE_NOT_RUNNING',
      'MACHINE_NOT_RUNNING',
      'MACHINE_NOT_RUNNING',
      'INCIDENT_NOT_FOUND',
    ]);
    expect(await codes(NOWHERE)).toEqual(Array.from({ length: 4 }, () => 'MACHINE_NOT_FOUND'));
    expect(await errorOf(xray.get({ id: NOWHERE }))).toMatchObject({ code: 'MACHINE_NOT_FOUND' });
    expect(await errorOf(xray.incidents({ id: NOWHERE }))).toMatchObject({ code: 'MACHINE_NOT_FOUND' });
    for (const number of ['0', '-1', 'x', '1.5', '%00']) {
      const response = await server.fetch(`/api/v1/machines/${id}/incidents/${number}`);
      expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', field: 'incidentId' });
    }
  });
});

describe('incidents', () => {
  it('are in the activity once, with their evidence to read', async () => {
    expect((await server.api.xray.incidents({ id })).items).toEqual([]);
    await server.api.mconsole.ask({ id, line: 'sysrq f' });
    await expectSoon('it is told', async () => (await incidentsTold()).length > 0);
    expect(await incidentsTold()).toMatchObject([
      { severity: 'error', actor: 'system', details: { incidentId: 1, incidentKind: 'out-of-memory' } },
    ]);
    const [summary] = (await server.api.xray.incidents({ id })).items;
    expect(summary).toMatchObject({ id: 1, kind: 'out-of-memory' });
    const incident = await server.api.xray.incident({ id, incidentId: 1 });
    expect(incident).toMatchObject({ title: summary?.title, kernelLog: expect.any(Array) });
    expect(incident.kernelLog.length).toBeGreaterThan(3);
  });

  it('of a time without a server are told when there is one, once', { timeout: 180_000 }, async () => {
    const socket = await mconsoleSocket();
    await server.kill9();
    await crashFromHost(socket);
    await server.restart();
    expect((await server.api.machines.get({ id })).state.phase).toBe('stopped');
    await expectSoon('the panic is told', async () => (await incidentsTold()).length === 2);
    await server.restart();
    expect((await incidentsTold()).map(({ details }) => details)).toMatchObject([
      { incidentId: 2, incidentKind: 'panic' },
      { incidentId: 1, incidentKind: 'out-of-memory' },
    ]);
    const panic = await server.api.xray.incident({ id, incidentId: 2 });
    expect(panic).toMatchObject({ kind: 'panic', title: expect.stringContaining('sysrq triggered crash') });
    expect(await server.api.xray.get({ id })).toMatchObject({
      sample: null,
      health: { level: 'bad', sentence: expect.stringMatching(/panic/i) },
    });
  });
});
