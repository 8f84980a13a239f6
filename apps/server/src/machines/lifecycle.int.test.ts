import { existsSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine, MachineId } from '@umlaut/contracts/model';
import { readRunRecord } from '@umlaut/core/machine';
import { findByUmid } from '@umlaut/core/process';
import {
  ConsoleClient,
  expectSoon,
  findLeftovers,
  startTestServer,
  toUmlautError,
  type ConsoleClientOptions,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  for (const { id } of (await server.api.machines.list()).items) {
    await server.api.machines.remove({ id, force: true });
  }
});
afterAll(() => server[Symbol.asyncDispose]());

async function boot(name: string): Promise<MachineId> {
  const { results } = await server.api.machines.create({ name, memoryMiB: 64, start: true });
  const [result] = results;
  if (result?.id === null || result?.id === undefined || result.error !== null) {
    throw new Error(`${JSON.stringify(result?.error)}\n${server.output}`);
  }
  await waitFor(result.id, 'running');
  return result.id;
}

async function read(id: MachineId): Promise<Machine> {
  return server.api.machines.get({ id });
}

async function waitFor(
  id: MachineId,
  phase: Machine['state']['phase'],
  timeoutMs = 20_000,
): Promise<Machine> {
  await expectSoon(`${id} is ${phase}`, async () => (await read(id)).state.phase === phase, timeoutMs);
  return read(id);
}

function open(
  id: MachineId,
  name: string,
  options: ConsoleClientOptions & { query?: string } = {},
): Promise<ConsoleClient> {
  const address = `${server.url.replace('http', 'ws')}/api/v1/machines/${id}/consoles/${name}${options.query ?? ''}`;
  return ConsoleClient.connect(address, {
    headers: { authorization: `Bearer ${server.apiToken}` },
    ...options,
  });
}

async function kinds(id: MachineId): Promise<string[]> {
  return (await server.api.machines.activity({ id })).items.map(({ kind }) => kind);
}

async function pidOf(id: MachineId): Promise<number> {
  const { state } = await read(id);
  if (state.phase !== 'running') throw new Error(`${id} is ${state.phase}`);
  return state.pid;
}

describe('the life of a machine', () => {
  it('boots, is typed to, pauses, resumes, reboots and shuts down', { timeout: 120_000 }, async () => {
    const id = await boot('life');
    const running = await read(id);
    expect(running.state).toMatchObject({ phase: 'running', pid: expect.any(Number) });
    expect(running.commandLine?.[0]).toContain('linux');
    expect(running.isolation.user).not.toBe('root');

    using login = await open(id, 'con1');
    await login.expect(/:~# /);
    login.type('echo $((6*7))-$(uname -r); stty size\n');
    await login.expect(new RegExp(`42-${running.kernelVersion}`));
    login.resize(101, 37);
    // The kernel hears of it by a signal, perhaps after what is typed next.
    login.type('until stty size | grep 37.101; do sleep 0.1; done\n');
    await login.expect(/^37 101/m);
    expect((await server.api.machines.start({ id })).state.phase).toBe('running');

    expect((await server.api.machines.pause({ id })).state.phase).toBe('paused');
    expect((await server.api.machines.pause({ id })).state.phase).toBe('paused');
    await expect(server.api.machines.start({ id })).rejects.toMatchObject({ code: 'MACHINE_PAUSED' });
    expect((await server.api.machines.resume({ id })).state.phase).toBe('running');
    login.type('echo awake-$((1+1))\n');
    await login.expect(/awake-2/);

    await server.api.machines.reboot({ id });
    await expectSoon('the reboot is in the history', async () =>
      (await kinds(id)).includes('machine.rebooted'),
    );
    await waitFor(id, 'running');

    await expect(server.api.machines.remove({ id })).rejects.toMatchObject({ code: 'MACHINE_RUNNING' });
    await server.api.machines.shutdown({ id });
    const tasks = (await server.api.tasks.list()).items;
    expect(tasks.map(({ kind }) => kind)).toContain('shutdown');
    const stopped = await waitFor(id, 'stopped', 60_000);
    expect(stopped.state).toMatchObject({ lastExit: { kind: 'halted', rung: 'cad' } });
    expect(findByUmid(id)).toEqual([]);
    await expectSoon('the task has ended', async () =>
      (await server.api.tasks.list()).items.every(({ state }) => state === 'succeeded'),
    );
    expect((await kinds(id)).slice(0, 2)).toContain('machine.exited');

    // A stopped machine shows what it said.
    using history = await open(id, 'con1');
    expect(await history.hello).toMatchObject({ live: false });
    await history.expect(/awake-2/);
    expect((await history.closed).code).toBe(4000);
  });

  it('shows its console from the first byte to two viewers at once', async () => {
    const id = await boot('viewers');
    const viewers = await Promise.all([
      open(id, 'con0', { query: '?from=0' }),
      open(id, 'con0', { query: '?from=0' }),
    ]);
    for (const viewer of viewers) {
      using it = viewer;
      expect((await it.hello).offset).toBe(0);
      await it.expect(/Linux version/);
    }
  });

  it('is deleted while it runs when force is given, and nothing of it is left', async () => {
    const id = await boot('doomed');
    await server.api.machines.remove({ id, force: true });
    expect(findByUmid(id)).toEqual([]);
    expect(existsSync(join(server.home.home, 'machines', id))).toBe(false);
    expect(existsSync(join(server.home.runtime, id))).toBe(false);
  });

  it('keeps why it failed to start, in the answer, the machine and its history', async () => {
    const { results } = await server.api.machines.create({ name: 'broken' });
    const id = results[0]?.id;
    if (id === null || id === undefined) throw new Error('not created');
    const { items } = await server.api.machines.disks({ id });
    await truncate(items[0]?.path ?? '', 100);
    const error = await server.api.machines.start({ id }).then(() => null, toUmlautError);
    expect(error?.code).toBe('COW_INVALID');
    expect((await read(id)).state).toMatchObject({
      phase: 'stopped',
      lastExit: { kind: 'failed-to-start', message: expect.stringContaining(error?.message ?? 'none') },
    });
    expect(await kinds(id)).toContain('machine.failed-to-start');
    expect((await server.api.machines.disks({ id })).items[0]?.problem).not.toBeNull();
  });
});

describe('sudden ends', () => {
  it('a killed UML is known within two seconds', async () => {
    const id = await boot('uml-killed');
    process.kill(await pidOf(id), 'SIGKILL');
    const { state } = await waitFor(id, 'stopped', 2000);
    expect(state).toMatchObject({ lastExit: { kind: 'killed', signal: 'SIGKILL' } });
    expect(findByUmid(id)).toEqual([]);
  });

  it('a killed monitor takes its machine along, known within two seconds', async () => {
    const id = await boot('monitor-killed');
    const record = await readRunRecord(join(server.home.home, 'machines', id));
    process.kill(record?.monitorPid ?? 0, 'SIGKILL');
    const { state } = await waitFor(id, 'stopped', 2000);
    expect(state).toMatchObject({ lastExit: { kind: 'killed' } });
    expect(findByUmid(id)).toEqual([]);
    // It starts again as if nothing had been.
    await server.api.machines.start({ id });
    await waitFor(id, 'running');
  });

  it('a panic is told with the last words of the kernel', async () => {
    const id = await boot('panic');
    using login = await open(id, 'con1');
    await login.expect(/:~# /);
    login.type('echo c > /proc/sysrq-trigger\n');
    const { state } = await waitFor(id, 'stopped');
    expect(state).toMatchObject({ lastExit: { kind: 'panicked', message: expect.stringMatching(/panic/i) } });
    expect((await server.api.activity.list({ severity: 'error' })).items[0]).toMatchObject({ machineId: id });
  });
});

describe('a server that goes away', () => {
  it('leaves its machines alone when killed, and finds them again', { timeout: 180_000 }, async () => {
    const [survivor, ender] = [await boot('survivor'), await boot('ender')];
    const pid = await pidOf(survivor);
    const before = await open(survivor, 'con1');
    await before.expect(/:~# /);
    before.type('echo remember-$((40+2))\n');
    await before.expect(/remember-42/);
    const enderPid = await pidOf(ender);
    const { position } = before;

    await server.kill9();
    expect((await before.closed).code).not.toBe(1000);
    process.kill(enderPid, 'SIGKILL');
    await expectSoon('the other machine ended while nobody looked', () => findByUmid(ender).length === 0);
    await server.restart();

    expect(await pidOf(survivor)).toBe(pid);
    expect((await read(ender)).state).toMatchObject({
      phase: 'stopped',
      lastExit: { kind: 'killed', signal: 'SIGKILL' },
    });
    expect((await kinds(ender)).filter((kind) => kind === 'machine.exited')).toHaveLength(1);
    using again = await open(survivor, 'con1', { query: `?from=${position}` });
    expect((await again.hello).offset).toBe(position);
    again.type('echo still-$((1+2))\n');
    await again.expect(/still-3/);

    // Another restart, in order this time, tells no end twice.
    await server.restart();
    expect((await kinds(ender)).filter((kind) => kind === 'machine.exited')).toHaveLength(1);
    expect(await pidOf(survivor)).toBe(pid);
  });

  it('finds a machine that it was just starting when it was killed', { timeout: 60_000 }, async () => {
    const { results } = await server.api.machines.create({ name: 'half-way', memoryMiB: 64 });
    const id = results[0]?.id;
    if (id === null || id === undefined) throw new Error('not created');
    const asked = server.api.machines.start({ id }).catch(() => null);
    const folder = join(server.home.home, 'machines', id);
    await expectSoon('its monitor has begun', async () => (await findLeftovers(folder)).processes.length > 0);
    await server.kill9();
    await asked;
    await server.restart();
    expect((await read(id)).state.phase).not.toBe('stopped');
    await waitFor(id, 'running');
  });

  it('does not let a second server use its home', async () => {
    await expect(startTestServer({ home: server.home, withImage: false })).rejects.toThrow(
      /Another Umlaut server is using/,
    );
  });
});
