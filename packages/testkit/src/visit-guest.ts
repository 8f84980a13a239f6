import { consoleName, type MachineId } from '@umlaut/contracts/model';
import { openConsole } from './booted-guest.ts';
import type { TestServer } from './server-fixture.ts';
import { expectSoon } from './wait-until.ts';

const CON1 = consoleName.parse('con1');

/** Runs a command in the guest and waits for its end; its output, perhaps with the command before it. */
export type RunInGuest = (command: string) => Promise<string>;

/** Starts a machine, works in its shell and shuts it down. What its console said in earlier runs is not read. */
export async function visitGuest<T>(
  server: TestServer,
  id: MachineId,
  work: (run: RunInGuest) => Promise<T>,
): Promise<T> {
  const { api } = server;
  const awaitPhase = (phase: 'running' | 'stopped'): Promise<void> =>
    expectSoon(`it is ${phase}`, async () => (await api.machines.get({ id })).state.phase === phase);
  const { end } = await api.consoles.history({ id, console: CON1 });
  await api.machines.start({ id });
  await awaitPhase('running');
  using shell = await openConsole(server, id, CON1, `?from=${end}`);
  await shell.expect(/:~# /).catch(async (cause: unknown) => {
    const { state } = await api.machines.get({ id });
    const ended = state.phase === 'stopped' ? JSON.stringify(state.lastExit) : '';
    throw new Error(`The guest has no prompt and is ${state.phase} ${ended}`, { cause });
  });
  const result = await work(async (command) => {
    shell.type(`${command}; echo do""ne\n`);
    return (await shell.expect(/([^]*?)done\r?\n/)).at(1) ?? '';
  });
  await api.machines.shutdown({ id });
  await awaitPhase('stopped');
  return result;
}
