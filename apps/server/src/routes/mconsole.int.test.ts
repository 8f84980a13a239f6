import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { wireError } from '@umlaut/contracts/errors';
import { machineId, type MachineId, type MconsoleExchange } from '@umlaut/contracts/model';
import {
  awaitPrompt,
  bootGuest,
  createMachine,
  errorOf,
  expectSoon,
  startTestServer,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
let id: MachineId;
beforeAll(async () => {
  server = await startTestServer();
  using guest = await bootGuest(server, 'asked');
  ({ id } = guest);
});
afterAll(() => server[Symbol.asyncDispose]());

const NOWHERE = machineId.parse('m-aaaaaaaaaa');

async function phase(): Promise<string> {
  return (await server.api.machines.get({ id })).state.phase;
}

function ask(line: string, mode: 'live' | 'lossless' = 'live'): Promise<MconsoleExchange> {
  return server.api.mconsole.ask({ id, line, mode });
}

async function told(): Promise<string[]> {
  const { items } = await server.api.machines.activity({ id });
  return items.filter(({ kind }) => kind === 'machine.mconsole').map(({ message }) => message);
}

describe('asking the kernel', () => {
  it('gives its answer, decoded, and keeps it', async () => {
    const version = await ask('version');
    expect(version).toMatchObject({
      ok: true,
      errno: 0,
      actor: 'administrator',
      truncated: false,
      report: null,
    });
    expect(version.text).toMatch(/^Linux asked \d/);
    const memory = await ask('proc meminfo');
    expect(memory.report?.kind).toBe('figures');
    const { items } = await server.api.mconsole.history({ id, limit: 2 });
    expect(items).toEqual([memory, version]);
  });

  it('takes a refusal for an answer', async () => {
    expect(await ask('proc nothing')).toMatchObject({ ok: false, text: expect.stringContaining('Failed') });
    expect(await ask('remove ubda')).toMatchObject({ ok: false, errno: -16 });
  });

  it('leaves a guest the disk that it is about to boot from', async () => {
    const early = await createMachine(server, 'early');
    await server.api.machines.start({ id: early });
    const seen = new Set<string>();
    await expectSoon('the root is in use', async () => {
      const remove = server.api.mconsole.ask({ id: early, line: 'remove ubda' });
      const [answer, error] = await Promise.all([remove.catch(() => null), errorOf(remove)]);
      if (error !== null) seen.add(`${error.code} ${error.field ?? ''}`.trim());
      return answer?.errno === -16;
    });
    expect([...seen].filter((known) => !known.startsWith('MACHINE_'))).toEqual([]);
    expect((await server.api.machines.get({ id: early })).state.phase).toBe('running');
    await server.api.machines.powerOff({ id: early });
  });

  it('gives long answers whole, live or while the guest stands still', async () => {
    for (const mode of ['live', 'lossless'] as const) {
      const { text, truncated } = await ask('proc interrupts', mode);
      expect([mode, truncated]).toEqual([mode, false]);
      expect(text).toMatch(/SIGALRM[^]*SIGIO/);
    }
  });

  it('tells only of what changes or ends something', async () => {
    const before = await told();
    for (const line of ['version', 'help', 'sysrq h', 'stack 1', 'config ubd0']) await ask(line);
    expect(await told()).toEqual(before);
    await ask('log hello from outside');
    await ask('remove ubdb');
    await expectSoon('both are told', async () => (await told()).length === before.length + 2);
    expect((await told()).slice(0, 2)).toEqual([
      expect.stringMatching(/^Asked the kernel for "remove ubdb", which refused: /),
      'Asked the kernel for "log hello from outside".',
    ]);
  });

  it('answers two callers and uml_mconsole at once', async () => {
    const { commandLine } = await server.api.machines.get({ id });
    const umlDir = commandLine?.find((word) => word.startsWith('uml_dir='))?.slice('uml_dir='.length) ?? '';
    const program = promisify(execFile);
    const socket = join(umlDir, id, 'mconsole');
    const many = Array.from({ length: 10 });
    const [ours, alsoOurs, theirs] = await Promise.all([
      Promise.all(many.map(() => ask('proc uptime'))),
      Promise.all(many.map(() => ask('version'))),
      Promise.all(many.map(() => program('uml_mconsole', [socket, 'version']))),
    ]);
    for (const { text } of ours) expect(text).toMatch(/^\n\d+\.\d\d \d+\.\d\d\n$/);
    for (const { text } of alsoOurs) expect(text).toMatch(/^Linux asked /);
    for (const { stdout } of theirs) expect(stdout).toMatch(/^OK Linux asked /);
  });

  it('shows a pause in the state at once, and refuses meanwhile what would harm', async () => {
    await ask('stop');
    expect(await phase()).toBe('paused');
    expect(await errorOf(ask('proc 1/root/etc/passwd'))).toEqual({ code: 'MACHINE_PAUSED', field: 'line' });
    expect(await errorOf(ask('config mem=-1M'))).toEqual({ code: 'MACHINE_PAUSED', field: 'line' });
    expect(await ask('proc uptime')).toMatchObject({ ok: true });
    expect(await ask('stop')).toMatchObject({ ok: false, text: expect.stringMatching(/already/i) });
    await ask('go');
    expect(await phase()).toBe('running');
  });
});

describe('what is refused', () => {
  it('is what is known to kill this kernel, with the reason', async () => {
    const { kernelVersion } = await server.api.machines.get({ id });
    const line = kernelVersion?.startsWith('6.1.') === true ? 'sysrq t' : 'proc 1/fd/0';
    expect(await errorOf(ask(line))).toEqual({ code: 'MCONSOLE_HAZARD', field: 'line' });
    expect(await phase()).toBe('running');
    const { sysrq } = await server.api.mconsole.abilities({ id });
    const blocked = sysrq.find(({ key }) => key === 't')?.blocked ?? null;
    expect(blocked === null).toBe(line !== 'sysrq t');
  });

  it('is more memory than the guest has to spare', async () => {
    const { code, field } = (await errorOf(ask('config mem=-10G'))) ?? {};
    expect({ code, field }).toEqual({ code: 'MEMORY_LIMIT', field: 'line' });
  });

  it.each([
    '',
    ' ',
    'version\nhalt',
    'log a\nb',
    'log a\0b',
    'version\0',
    'haltfoo',
    'HALT',
    'proc ../etc/passwd',
    'proc /etc/passwd',
    'sysrq',
    'sysrq mm',
    'stack -1',
    'config ubdz=/x',
    'config vec0=transport=tap',
    '😀',
    `log ${'😀'.repeat(200)}`,
    `log ${'x'.repeat(508)}`,
    `log ${'x'.repeat(10_000)}`,
    7,
    null,
    [],
    {},
  ])('is the hostile line %j, with its field', async (line) => {
    const response = await server.fetch(`/api/v1/machines/${id}/mconsole`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ line }),
    });
    expect(response.status).toBe(400);
    expect(wireError.parse(await response.json())).toMatchObject({ code: 'INVALID_INPUT', field: 'line' });
  });

  it('takes a line of 511 bytes', async () => {
    // With the newline that makes it appear at once.
    expect(await ask(`log ${'x'.repeat(506)}`)).toMatchObject({ ok: true });
  });

  it('is a mode that there is not, and a page that is none', async () => {
    const response = await server.fetch(`/api/v1/machines/${id}/mconsole`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ line: 'version', mode: 'quick' }),
    });
    expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', field: 'mode' });
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'before=x']) {
      const page = await server.fetch(`/api/v1/machines/${id}/mconsole?${query}`);
      expect([query, page.status]).toEqual([query, 400]);
    }
  });

  it('is a machine that is not there, or does not run', async () => {
    const { mconsole } = server.api;
    const calls = [
      mconsole.ask({ id: NOWHERE, line: 'version' }),
      mconsole.history({ id: NOWHERE }),
      mconsole.abilities({ id: NOWHERE }),
    ];
    const errors = await Promise.all(calls.map(errorOf));
    expect(errors.map((error) => error?.code)).toEqual(calls.map(() => 'MACHINE_NOT_FOUND'));
    const stopped = await createMachine(server, 'stopped');
    expect(await errorOf(mconsole.ask({ id: stopped, line: 'version' }))).toEqual({
      code: 'MACHINE_NOT_RUNNING',
    });
    expect((await mconsole.history({ id: stopped })).items).toEqual([]);
    expect((await mconsole.abilities({ id: stopped })).commands.length).toBeGreaterThan(10);
  });
});

describe('the history', () => {
  it('pages backwards without gap or repeat', async () => {
    const { items: all } = await server.api.mconsole.history({ id, limit: 200 });
    const ids = all.map((item) => item.id);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    const seen: number[] = [];
    for (let next: number | null | undefined; next !== null;) {
      const page = await server.api.mconsole.history({
        id,
        limit: 7,
        ...(next === undefined ? {} : { before: next }),
      });
      seen.push(...page.items.map((item) => item.id));
      ({ next } = page);
    }
    expect(seen).toEqual(ids);
  });

  it('outlives a restart of the server, and goes with the machine', async () => {
    const before = await server.api.mconsole.history({ id, limit: 5 });
    await server.restart();
    expect(await server.api.mconsole.history({ id, limit: 5 })).toEqual(before);
  });
});

describe('what ends the machine', () => {
  it('shows in its state when it is answered: a reboot, then a halt', { timeout: 60_000 }, async () => {
    expect(await ask('reboot')).toMatchObject({ ok: true });
    expect(await phase()).not.toBe('running');
    using again = await awaitPrompt(server, id);
    expect(again.id).toBe(id);
    expect(await ask('halt')).toMatchObject({ ok: true });
    const { state } = await server.api.machines.get({ id });
    expect(state).toMatchObject({ phase: 'stopped', lastExit: { kind: 'halted' } });
    expect((await told()).slice(0, 2)).toEqual([
      'Asked the kernel for "halt".',
      'Asked the kernel for "reboot".',
    ]);
  });
});
