import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TestServer, waitUntil } from '@umlaut/testkit';
import type { Machine } from '@umlaut/contracts/model';
import { ConsoleView } from '../support/console-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { MachinesView } from '../support/machines-view.ts';
import { expect, signedIn, test } from '../support/test.ts';

const OFFLINE = 'The server does not answer.';
/** Prints a number ten times a second until Ctrl-C; the log must have every one. */
const TICK = 'i=0; while sleep 0.1; do i=$((i+1)); echo "tick $i"; done';

// These servers are killed, so they are not the one that the other tests share.
test('a killed server takes no machine along, and its successor goes on where it was', async ({
  browser,
}) => {
  test.slow();
  await using server = await TestServer.start({ entry: 'dist/main.js' });
  const machine = await createStarted(server, 'survivor');
  await using context = await browser.newContext({
    storageState: await signedIn(server),
    baseURL: server.url,
  });
  const page = await context.newPage();
  const console = await ConsoleView.openAtPrompt(page, machine);
  const list = await MachinesView.open(await context.newPage(), 'survivor');
  await expect(list.row('survivor')).toContainText('Running');
  const before = await server.api.machines.get({ id: machine.id });
  await console.type(TICK);
  await console.expectText(/^tick 5$/m);

  await server.kill9();
  await expect(page.getByText(OFFLINE)).toBeVisible();
  await expect(list.page.getByText(OFFLINE)).toBeVisible();
  await expect(list.row('survivor')).toContainText('Running');

  await server.restart();
  await expect(page.getByText(OFFLINE)).toBeHidden({ timeout: 60_000 });
  await expect(list.page.getByText(OFFLINE)).toBeHidden({ timeout: 60_000 });
  const after = await server.api.machines.get({ id: machine.id });
  expect(after.state).toMatchObject({ phase: 'running', pid: pidOf(before), bootId: bootIdOf(before) });
  await expect(list.row('survivor')).toContainText('Running');

  // Live again, and nothing is missing between then and now.
  const seen = Math.max(...ticks(await console.lines()));
  await console.expectText(new RegExp(`^tick ${seen + 5}$`, 'm'));
  await page.keyboard.press('Control+C');
  await console.expectPrompt();
  const numbers = ticks(await console.lines());
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers).toEqual(Array.from(numbers, (_, index) => (numbers[0] ?? 0) + index));
  await console.scrollUpTo(/^tick 1$/m);
  const fromStart = ticks(await console.lines());
  expect(fromStart).toEqual(Array.from(fromStart, (_, index) => index + 1));
  await console.run('echo alive-$((6*7))', /^alive-42$/m);
});

test('machines that ended while the server was away show how they really ended', async ({ browser }) => {
  test.slow();
  await using server = await TestServer.start({ entry: 'dist/main.js' });
  await using context = await browser.newContext({
    storageState: await signedIn(server),
    baseURL: server.url,
  });
  const page = await context.newPage();
  const halted = await createStarted(server, 'halted');
  const panicked = await createStarted(server, 'panicked');
  // Each has begun before the server is killed, which would take a key with it that is on its way.
  const begun = /^begun-42$/m;
  await (await ConsoleView.openAtPrompt(page, halted)).run('echo begun-$((6*7)); sleep 5; poweroff', begun);
  await (
    await ConsoleView.openAtPrompt(page, panicked)
  ).run('echo begun-$((6*7)); sleep 3; echo c >/proc/sysrq-trigger', begun);

  await server.kill9();
  for (const { id } of [halted, panicked]) {
    const exitFile = join(server.home.home, 'machines', id, 'exit.json');
    expect(await waitUntil(() => existsSync(exitFile), 60_000), `${exitFile} appears`).toBe(true);
  }
  await server.restart();

  const view = new MachineView(page);
  await view.expectState('Panicked');
  await expect(view.exit.getByLabel('Last lines of the kernel')).toContainText('Kernel panic');
  await page.goto(`/machines/${halted.id}`);
  await view.expectState('Stopped');
  await expect(view.exit).toContainText('Shut down in order');
  await new ConsoleView(page).expectText(/sleep 5; poweroff/);
});

async function createStarted(server: TestServer, name: string): Promise<Machine> {
  const { results } = await server.api.machines.create({ name, start: true, memoryMiB: 64 });
  const machine = results[0]?.machine;
  if (machine === undefined || machine === null) throw new Error(`${name} was not made`);
  return machine;
}

function pidOf({ state }: Machine): number {
  if (state.phase !== 'running') throw new Error(`The machine is ${state.phase}`);
  return state.pid;
}

function bootIdOf({ state }: Machine): string {
  if (state.phase !== 'running') throw new Error(`The machine is ${state.phase}`);
  return state.bootId;
}

function ticks(lines: readonly string[]): number[] {
  return lines.flatMap((line) => {
    const number = /^tick (\d+)$/.exec(line)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}
