import { join } from 'node:path';
import { consoleName, machineId } from '@umlaut/contracts/model';
import { runtimeFiles } from '@umlaut/core/machine';
import { runCommand } from '@umlaut/core/process';
import { bootGuest, errorOf, expectSoon, startTestServer, type TestServer } from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const con1 = consoleName.parse('con1');

it('tells why a console gives no sign', async () => {
  const { api } = server;
  const guest = await bootGuest(server, 'silent');
  const { id } = guest;
  const state = async (): Promise<string> => (await api.consoles.check({ id, console: con1 })).state;
  expect(await state()).toBe('well');

  await api.machines.pause({ id });
  expect(await state()).toBe('paused');
  await api.machines.resume({ id });

  // By a mconsole that is not ours, of which the machine's state knows nothing.
  const { mconsoleSocket } = runtimeFiles(join(server.home.runtime, id), id);
  const stopped = await runCommand('uml_mconsole', [mconsoleSocket, 'stop'], { timeoutMs: 5_000 });
  expect(stopped.stdout).toContain('stopped');
  expect(await state()).toBe('paused');
  await api.machines.resume({ id });
  expect(await state()).toBe('well');

  // A signal of the host holds the process.
  const machine = (await api.machines.get({ id })).state;
  if (machine.phase !== 'running') throw new Error('It does not run');
  process.kill(machine.pid, 'SIGSTOP');
  expect(await state()).toBe('frozen');
  await api.machines.resume({ id });
  expect(await state()).toBe('well');

  // init forgets the login on tty1, which then ends: nobody has it open.
  await guest.run(`sed -i '/^tty1:/d' /etc/inittab; kill -HUP 1`);
  guest.shell.type('exit\n');
  await expectSoon('nobody reads it', async () => (await state()) === 'unread');
  const { sentence } = await api.consoles.check({ id, console: con1 });
  expect(sentence).toContain('/dev/tty1');

  await api.machines.powerOff({ id });
  await expectSoon('it is stopped', async () => (await state()) === 'stopped');

  const ssl9 = consoleName.parse('ssl9');
  expect(await errorOf(api.consoles.check({ id, console: ssl9 }))).toMatchObject({
    code: 'CONSOLE_NOT_FOUND',
  });
  const nobody = machineId.parse('m-aaaaaaaaaa');
  expect(await errorOf(api.consoles.check({ id: nobody, console: con1 }))).toMatchObject({
    code: 'MACHINE_NOT_FOUND',
  });
});
