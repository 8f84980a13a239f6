import { ConsoleView } from '../support/console-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { MachinesView } from '../support/machines-view.ts';
import { expect, test } from '../support/test.ts';

test('a paused machine stands still and goes on where it was', async ({ page, machines }) => {
  const machine = await machines.create('pause', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  const view = new MachineView(page);
  await view.choose('Pause');
  await view.expectState('Paused');

  await console.type('echo typed while $((6*7))');
  await view.button('Resume').first().click();
  await view.expectState('Running');
  await console.expectText(/^typed while 42$/m);
});

test('a reboot starts the guest afresh, with its disk', async ({ page, machines }) => {
  const machine = await machines.create('reboot', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  await console.run('echo kept >/root/kept; echo gone >/tmp/gone; echo wrote $((6*7))', /^wrote 42$/m);
  const view = new MachineView(page);
  await view.choose('Reboot');
  await view.expectState('Rebooting');
  await view.expectState('Running');
  await console.expectText(/Welcome to Umlaut Tiny[^]*:~#\s*$/);
  await console.run('clear; cat /root/kept; ls /tmp/gone', /^kept$[^]*No such file/m);
});

test('shutting down asks the guest, and says so', async ({ page, machines }) => {
  const machine = await machines.create('shutdown', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  const view = new MachineView(page);
  await view.button('Shut down').click();
  await view.expectState('Stopped');
  await expect(view.exit).toContainText('Shut down in order');
  await expect(view.exit).toContainText('The guest shut itself down when it was asked.');
  const { state } = await machines.get(machine);
  expect(state).toMatchObject({ phase: 'stopped', lastExit: { kind: 'halted', rung: 'cad' } });

  await page.reload();
  await expect(view.exit).toContainText('Shut down in order');
  await view.openTab('Log');
  await expect(page.getByRole('list', { name: 'What happened to this machine' })).toContainText(machine.name);
});

test('a guest that does not answer is halted by the next rung, step by step', async ({ page, machines }) => {
  const machine = await machines.create('deaf', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  // init is told to do nothing at Ctrl-Alt-Del.
  await console.run(
    "sed -i 's/^::ctrlaltdel.*/::ctrlaltdel:\\/bin\\/true/' /etc/inittab; kill -HUP 1; echo deaf-$((6*7))",
    /^deaf-42$/m,
  );
  const view = new MachineView(page);
  await view.button('Shut down').click();
  await view.expectState('Stopping');
  const ladder = page.getByRole('list', { name: 'Ways to end the machine, in order' });
  await expect(ladder.getByRole('listitem')).toHaveText([
    'Ask the guest',
    'Halt its kernel',
    'Ask UML',
    'Force',
  ]);
  await expect(ladder.locator('[aria-current=step]')).toHaveText('Ask the guest');
  await view.expectState('Stopped', 60_000);
  await expect(view.exit).toContainText('The guest did not answer; its kernel was halted.');
});

test('power off asks first and ends at once', async ({ page, machines }) => {
  const machine = await machines.create('plug', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  const view = new MachineView(page);
  await view.choose('Power off');
  await view.confirm('Power off');
  await view.expectState('Powered off');
  await expect(view.exit).toContainText('Was powered off');
});

test('a panic is shown with the last lines of the kernel', async ({ page, machines }) => {
  const machine = await machines.create('panic', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  await console.type('echo c >/proc/sysrq-trigger');
  const view = new MachineView(page);
  await view.expectState('Panicked');
  await expect(view.exit).toContainText('The kernel panicked');
  await expect(view.exit.getByLabel('Last lines of the kernel')).toContainText('Kernel panic');
  await expect(new ConsoleView(page, 'Kernel').tab).toHaveAttribute('aria-selected', 'true');

  await view.button('Start').first().click();
  await view.expectState('Running');
  await expect(view.exit).toBeHidden();
});

test('a deleted machine is gone from list and address', async ({ page, machines }) => {
  const other = await machines.create('stays');
  const machine = await machines.create('delete', { start: true });
  const view = await MachineView.open(page, machine);
  await view.expectState('Running');
  await view.choose('Delete');
  await expect(page.getByRole('dialog')).toContainText('It is running and will be powered off first.');
  await view.confirm('Delete machine');
  await expect(page.getByText(`${machine.name} was deleted`)).toBeVisible();
  const list = await MachinesView.open(page, machines.prefix);
  await expect(list.rows).toHaveCount(1);
  await expect(list.row(other.name)).toBeVisible();
  await page.goto(`/machines/${machine.id}`);
  await expect(page.getByText('No such machine')).toBeVisible();
});

test('a clone has what was on the disk, and a life of its own', async ({ page, machines }) => {
  const original = await machines.create('original', { start: true });
  const console = await ConsoleView.openAtPrompt(page, original);
  await console.run('echo inherited >/root/heirloom; sync; echo wrote $((6*7))', /^wrote 42$/m);
  const view = new MachineView(page);
  await view.button('Shut down').click();
  await view.expectState('Stopped');

  await view.choose('Clone');
  const dialog = page.getByRole('dialog');
  const name = machines.name('copy');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('checkbox', { name: 'Start it now' }).check();
  await dialog.getByRole('button', { name: 'Clone', exact: true }).click();
  await expect(view.heading).toHaveText(name);
  await view.expectState('Running');
  const copy = new ConsoleView(page);
  await copy.expectPrompt();
  await copy.run('cat /root/heirloom; hostname', new RegExp(`^inherited$[^]*^${name}$`, 'm'));
});

test('an edit is kept, and what another person changed is not lost unseen', async ({
  page,
  machines,
  server,
}) => {
  const machine = await machines.create('edit');
  const view = await MachineView.open(page, machine);
  await view.choose('Edit');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Memory').fill('192');
  const { version } = await machines.get(machine);
  await server.api.machines.update({ id: machine.id, version, description: 'changed by another' });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Somebody changed this machine meanwhile');
  await dialog.getByRole('button', { name: 'Save anyway' }).click();
  await expect(dialog).toBeHidden();
  expect(await machines.get(machine)).toMatchObject({ memoryMiB: 192 });
});
