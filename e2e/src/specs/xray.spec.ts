import { ConsoleView } from '../support/console-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { expect, test } from '../support/test.ts';
import { XrayView } from '../support/xray-view.ts';

test('the figures of a guest are live, and can be read with the keyboard', async ({ page, machines }) => {
  const machine = await machines.create('live', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  const xray = await XrayView.open(page, machine);
  await xray.expectLive();
  await expect(xray.verdict).toContainText(/Up \d+ s, load \d/);
  const cpu = xray.graph('CPU').getByRole('slider');
  await cpu.focus();
  await expect(cpu).toHaveAttribute('aria-valuetext', /User [\d.]+ %/, { timeout: 60_000 });
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  await expect(xray.graph('Memory').getByRole('slider')).toHaveAttribute('aria-valuetext', /in use/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Mounts', exact: true })).toContainText('/dev/root');
  await expect(page.getByRole('region', { name: 'On the host', exact: true })).toContainText('of 128 MiB');
});

test('what was seen of a paused guest stays, marked as old', async ({ page, machines, server }) => {
  const machine = await machines.create('paused', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  const xray = await XrayView.open(page, machine);
  await xray.expectLive();
  await server.api.machines.pause({ id: machine.id });
  await expect(page.getByTestId('xray-freshness')).toContainText(/paused: as of \d\d:\d\d:\d\d/);
  await expect(xray.verdict).toContainText('Paused for');
  await expect(xray.graph('Memory')).toContainText('in use');
  await server.api.machines.resume({ id: machine.id });
  await xray.expectLive();
});

test('an interface that goes down is seen within two seconds', async ({ page, context, machines }) => {
  const machine = await machines.create('nic', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  const xray = await XrayView.open(await context.newPage(), machine);
  await expect(xray.interface('vec0')).toContainText('up', { timeout: 60_000 });
  // It would bring the interface up again.
  await console.type('killall udhcpc');
  const delays: number[] = [];
  // One hiccup of the host is none of ours; three in a row are.
  while (delays.length < 3 && !delays.some((delayMs) => delayMs < 2_000)) {
    const started = performance.now();
    await console.type('ip link set vec0 down');
    await expect(xray.interface('vec0')).toContainText('down');
    await expect(xray.verdict).toContainText('vec0 down');
    const down = performance.now();
    await console.type('ip link set vec0 up');
    await expect(xray.interface('vec0')).toContainText('up');
    await expect(xray.verdict).toContainText('vec0 up');
    delays.push(Math.max(down - started, performance.now() - down));
  }
  test.info().annotations.push({ type: 'seen after, ms', description: delays.join(', ') });
  expect(Math.min(...delays)).toBeLessThan(2_000);
});

test('a guest that runs out of memory is said to have', async ({ page, context, machines }) => {
  const machine = await machines.create('oom', { start: true, memoryMiB: 64 });
  const console = await ConsoleView.openAtPrompt(page, machine);
  const xray = await XrayView.open(await context.newPage(), machine);
  await xray.expectLive();
  await console.type('tail /dev/zero');
  await expect(xray.verdict).toContainText(/Out of memory: the kernel ended tail/, { timeout: 60_000 });
  await xray.verdict.getByRole('button', { name: 'What happened inside' }).click();
  await expect(xray.incidents.getByRole('button')).toHaveCount(1);
  await expect(xray.incidents).toContainText('Out of memory');
  await expect(xray.page.getByRole('heading', { name: 'Kernel log at that moment' })).toBeVisible();
});

test('a panic is kept with its decoded trace', async ({ page, machines }) => {
  const machine = await machines.create('panic', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  await console.type('echo c >/proc/sysrq-trigger');
  const view = new MachineView(page);
  await view.expectState('Panicked');
  await view.exit.getByRole('link', { name: 'What happened inside' }).click();
  const xray = new XrayView(page);
  await expect(xray.incidents).toContainText('Panic');
  const trace = page.getByRole('region', { name: 'Call trace' }).first();
  await expect(trace.getByRole('list', { name: 'Calls, innermost first' })).toContainText('__handle_sysrq');
  await expect(page.getByLabel('Kernel log')).toContainText(
    'Kernel panic - not syncing: sysrq triggered crash',
  );
});

test('files of the guest are read without login', async ({ page, machines }) => {
  const machine = await machines.create('files', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  await console.run('echo "found me" >/tmp/elsewhere; echo written', /^written$/m);
  const xray = await XrayView.open(page, machine, 'files');
  await xray.read('/etc/os-release');
  await expect(xray.contents('/etc/os-release')).toContainText('NAME=');
  await expect(page).toHaveURL(/path=%2Fetc%2Fos-release/);

  await xray.read('/tmp/elsewhere');
  await expect(page.getByRole('alert')).toContainText(
    'Nobody knows whether /tmp/elsewhere is a regular file',
  );
  await page.getByRole('button', { name: 'Read it all the same' }).click();
  await expect(xray.contents('/tmp/elsewhere')).toContainText('found me');

  await xray.read('/dev/tty');
  await expect(page.getByRole('alert')).toContainText('Read it inside the guest');
  await expect(page.getByRole('button', { name: 'Read it all the same' })).toHaveCount(0);

  await xray.read('/nothing/there');
  await page.getByRole('button', { name: 'Read it all the same' }).click();
  await expect(page.getByRole('alert')).toContainText('The guest has no file /nothing/there');

  await xray.read('/bin/busybox');
  await expect(xray.contents('/bin/busybox')).toContainText('7f 45 4c 46');
  await page.getByRole('button', { name: '/tmp/elsewhere', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Nobody knows');
});

test('a server that goes away leaves what was seen, and is found again', async ({
  page,
  machines,
  server,
}) => {
  const machine = await machines.create('away', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  const xray = await XrayView.open(page, machine);
  await xray.expectLive();
  await server.kill9();
  await expect(page.getByTestId('xray-freshness')).toContainText('The server cannot be reached: as of');
  await expect(xray.graph('CPU')).toContainText('%');
  await server.restart();
  await xray.expectLive();
});
