import { randomBytes } from 'node:crypto';
import type { CreateMachinesInput } from '@umlaut/contracts/http';
import { consoleName, type MachineId } from '@umlaut/contracts/model';
import { ConsoleClient } from './console-client.ts';
import type { TestServer } from './server-fixture.ts';
import { waitUntil } from './wait-until.ts';

const MEMORY_MIB = 64;
const BOOT_MS = 50_000;
const RUNNING_MS = 60_000;
const LAST_WORDS_BYTES = 2_000;

/** A machine of a test's server, seen from its login console. */
export interface BootedGuest extends Disposable {
  readonly id: MachineId;
  readonly shell: ConsoleClient;
  /** Runs a command in the guest and waits for its end; its output, perhaps with the command before it. */
  run(command: string): Promise<string>;
}

/** @returns the id of a new machine that was not started. */
export async function createMachine(
  server: TestServer,
  name: string,
  options: Omit<CreateMachinesInput, 'name'> = {},
): Promise<MachineId> {
  const { results } = await server.api.machines.create({ name, memoryMiB: MEMORY_MIB, ...options });
  const [result] = results;
  if (result?.id === null || result?.id === undefined) throw new Error(`${name} was not created`);
  return result.id;
}

/** Makes a machine, starts it and waits for the prompt of its login console. */
export async function bootGuest(
  server: TestServer,
  name: string,
  options: Omit<CreateMachinesInput, 'name'> = {},
): Promise<BootedGuest> {
  const id = await createMachine(server, name, options);
  await server.api.machines.start({ id });
  return awaitPrompt(server, id);
}

/** Of a machine that starts or runs. */
export async function awaitPrompt(server: TestServer, id: MachineId): Promise<BootedGuest> {
  await awaitRunning(server, id);
  const shell = await openConsole(server, id, 'con1');
  await shell.expect(/:~# /, BOOT_MS);
  return {
    id,
    shell,
    run: async (command) => {
      // Of its own each time: a console that is opened again shows earlier ones.
      const mark = randomBytes(4).toString('hex');
      shell.type(`${command}; echo do""ne ${mark}\n`);
      return (await shell.expect(new RegExp(`([^]*?)done ${mark}\\r?\\n`))).at(1) ?? '';
    },
    [Symbol.dispose]: () => shell[Symbol.dispose](),
  };
}

/** @throws Error with the machine's state and its kernel's last words */
async function awaitRunning(server: TestServer, id: MachineId): Promise<void> {
  const { api } = server;
  const isUp = await waitUntil(
    async () => (await api.machines.get({ id })).state.phase === 'running',
    RUNNING_MS,
  );
  if (isUp) return;
  const { state } = await api.machines.get({ id });
  const con0 = { id, console: consoleName.parse('con0') };
  const { end } = await api.consoles.history(con0);
  const { bytes } = await api.consoles.passage({
    ...con0,
    from: Math.max(0, end - LAST_WORDS_BYTES),
    maxBytes: LAST_WORDS_BYTES,
  });
  const words = Buffer.from(bytes, 'base64').toString();
  throw new Error(`It does not run: ${JSON.stringify(state)}\n${words}`);
}

/** A viewer of a console, signed in with the server's token. */
export function openConsole(
  server: TestServer,
  id: MachineId,
  name: string,
  query = '',
): Promise<ConsoleClient> {
  const address = `${server.url.replace('http', 'ws')}/api/v1/machines/${id}/consoles/${name}${query}`;
  return ConsoleClient.connect(address, { headers: { authorization: `Bearer ${server.apiToken}` } });
}
