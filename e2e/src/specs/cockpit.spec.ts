import { execFile } from 'node:child_process';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CockpitView } from '../support/cockpit-view.ts';
import { ConsoleView } from '../support/console-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { expect, test } from '../support/test.ts';

const run = promisify(execFile);
const DISK_BYTES = 8 * 1024 * 1024;

// Each boots a guest of its own, which takes a while where the host is busy.
test.describe.configure({ timeout: 120_000 });

test('the kernel is asked with a click, and its answer is decoded', async ({ page, context, machines }) => {
  const machine = await machines.create('ask', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  const view = await CockpitView.open(page, machine);
  await expect(page.getByText('Nothing was asked yet')).toBeVisible();

  const other = await CockpitView.open(await context.newPage(), machine);
  await page.getByRole('button', { name: 'Ask for the version' }).click();
  await view.expectNewest('version', 'Answered');
  // Another window sees it as well.
  await other.expectNewest('version', 'Answered');
  await other.page.close();
  await expect(view.newest).toContainText(`Linux ${machine.name} ${machine.kernelVersion}`);

  await page.getByRole('button', { name: 'Show the stack' }).click();
  await view.expectNewest('stack 1', 'Answered');
  const calls = view.newest.getByRole('list', { name: 'Calls, innermost first' });
  await expect(calls).toContainText('schedule');
  await expect(view.newest).toContainText('lossless');
  await view.newest.getByText('As sent').click();
  await expect(calls).toBeHidden();
  await expect(view.newest).toContainText('Call Trace:');

  await view.openPanel('SysRq');
  await page.getByRole('button', { name: /^m Show memory/ }).click();
  await view.expectNewest('sysrq m', 'Answered');
  await expect(view.newest.getByRole('table')).toContainText('Normal');

  await page.reload();
  await expect(view.answers).toHaveCount(3);
  await view.expectNewest('sysrq m', 'Answered');
});

test('what destroys asks first, and what is known to panic is blocked', async ({ page, machines }) => {
  const machine = await machines.create('keys', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  const view = await CockpitView.open(page, machine, 'sysrq');
  const state = new MachineView(page);
  const dialog = page.getByRole('dialog');

  await page.getByRole('button', { name: /^c Crash.*destroys/ }).click();
  await expect(dialog).toContainText('Sends sysrq c');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await state.expectState('Running');

  if (machine.kernelVersion?.startsWith('6.1.') === true) {
    const tasks = page.getByRole('button', { name: /^t Show all tasks/ });
    await tasks.focus();
    await expect(tasks).toBeFocused();
    await expect(tasks).toHaveAttribute('aria-disabled', 'true');
    await expect(tasks).toHaveAccessibleName(/Blocked\..*panic/);
    await view.send('sysrq t');
    await view.expectNewest('sysrq t', 'Not sent');
    await expect(view.newest).toContainText('panic');
  }

  await view.openPanel('Kernel');
  await page.getByRole('button', { name: 'Halt at once' }).click();
  await expect(dialog).toContainText('no sync, init is not told');
  await state.confirm('Halt now');
  await state.expectState('Stopped');
  await expect(page.getByRole('heading', { name: 'The machine is off' })).toBeVisible();
  await expect(view.prompt).toBeDisabled();
  await expect(view.answers.filter({ hasText: 'halt' })).toHaveCount(1);
});

test('the prompt completes, remembers, clears and explains refusals', async ({ page, machines }) => {
  const machine = await machines.create('prompt', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  const view = await CockpitView.open(page, machine);
  const { prompt, completions } = view;

  await page.keyboard.press('/');
  await expect(prompt).toBeFocused();
  await prompt.pressSequentially('ver');
  await prompt.press('Tab');
  await expect(prompt).toHaveValue('version');
  await prompt.press('Enter');
  await view.expectNewest('version', 'Answered');

  await prompt.pressSequentially('proc 1/m');
  await prompt.press('Tab');
  await expect(prompt).toHaveValue('proc 1/mount');
  await expect(completions.getByRole('option')).toHaveCount(2);
  await prompt.press('Tab');
  await expect(completions.getByRole('option', { selected: true })).toContainText('1/mounts');
  await prompt.press('Enter');
  await expect(completions).toBeHidden();
  await expect(prompt).toHaveValue('proc 1/mounts');
  await prompt.press('Enter');
  await view.expectNewest('proc 1/mounts', 'Answered');
  await expect(view.newest.getByRole('table')).toContainText('ext4');

  await view.send('remove ubda');
  await view.expectNewest('remove ubda', 'Refused');
  await expect(view.newest).toContainText('Device is currently open');
  await expect(view.newest).toContainText('unmount the disk');

  await prompt.pressSequentially('half a li');
  await prompt.press('ArrowUp');
  await prompt.press('ArrowUp');
  await expect(prompt).toHaveValue('proc 1/mounts');
  await prompt.press('ArrowDown');
  await prompt.press('ArrowDown');
  await expect(prompt).toHaveValue('half a li');
  await prompt.press('Control+l');
  await expect(view.answers).toHaveCount(0);
  await page.getByRole('button', { name: 'Show it again' }).click();
  await expect(view.answers).toHaveCount(3);

  // Nothing to complete: Tab leaves.
  await prompt.fill('version');
  await prompt.press('Tab');
  await expect(prompt).not.toBeFocused();
  // The lines are this browser's.
  await page.reload();
  await prompt.press('ArrowUp');
  await expect(prompt).toHaveValue('remove ubda');
});

test('an answer too long to be caught is asked for again without loss', async ({ page, machines }) => {
  const machine = await machines.create('long', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  // 72 mounts whose source has 3900 characters: 281 kB.
  const mounts = 'for n in $(seq 72); do mount -t tmpfs $(printf %03900d $n) /tmp/m; done';
  await console.run(`mkdir /tmp/m; ${mounts}; echo re''ady`, /^ready$/m);
  const view = await CockpitView.open(page, machine);
  await view.send('proc mounts');
  await view.expectNewest('proc mounts', 'Cut short');
  await expect(view.newest).toContainText('This is not all');
  await view.newest.getByRole('button', { name: 'Ask again without loss' }).click();
  await view.expectNewest('proc mounts', 'Answered');
  await view.newest.getByText('As sent').click();
  const text = await view.newest.locator('pre').textContent();
  expect(text?.match(/ \/tmp\/m tmpfs /g)).toHaveLength(72);
  expect(text?.length).toBeGreaterThan(280_000);
  await new MachineView(page).expectState('Running');
});

test('a stopped guest still answers, and goes on', async ({ page, machines }) => {
  const machine = await machines.create('freeze', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  const view = await CockpitView.open(page, machine);
  const state = new MachineView(page);
  await page.getByRole('button', { name: 'Stop the guest' }).click();
  await state.expectState('Paused');
  await expect(page.getByText('The guest stands still.')).toBeVisible();
  await view.send('stack 1');
  await view.expectNewest('stack 1', 'Answered');
  await view.openPanel('Memory');
  await expect(page.getByText('let it go on first')).toBeVisible();
  await view.openPanel('Kernel');
  await page.getByRole('button', { name: 'Let the guest go on' }).click();
  await state.expectState('Running');
});

test('a disk is plugged in, queried and removed with a form', async ({ page, machines, server }) => {
  const machine = await machines.create('disk', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  const file = join(server.home.home, 'machines', machine.id, 'share', 'more.img');
  await writeFile(file, '', { mode: 0o666 });
  await truncate(file, DISK_BYTES);
  const view = await CockpitView.open(page, machine, 'devices');
  const form = page.getByRole('form', { name: 'Device' });

  await form.getByRole('button', { name: 'Configure' }).click();
  await expect(form).toContainText('Name a file of the host');
  await form.getByLabel('File', { exact: true }).fill(file);
  await expect(form.getByRole('status', { name: 'Request line' })).toHaveText(`config ubdb=${file}`);
  await form.getByRole('button', { name: 'Configure' }).click();
  await view.expectNewest(`config ubdb=${file}`, 'Done');

  await form.getByText('Query').click();
  await form.getByRole('button', { name: 'Query' }).click();
  await view.expectNewest('config ubdb', 'Answered');
  await expect(view.newest).toContainText(file);

  await new MachineView(page).openTab('Consoles');
  await console.run('cat /sys/block/ubdb/size', new RegExp(`^${DISK_BYTES / 512}$`, 'm'));

  await new MachineView(page).openTab('Cockpit');
  await form.getByText('Remove').click();
  await form.getByRole('button', { name: 'Remove' }).click();
  await view.expectNewest('remove ubdb', 'Done');
});

test('memory goes back to the host and returns', async ({ page, machines }) => {
  const machine = await machines.create('memory', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  await CockpitView.open(page, machine, 'memory');
  const form = page.getByRole('form', { name: 'Give memory back to the host' });
  await form.getByRole('textbox', { name: 'Given back to the host' }).fill('16');
  await expect(form.getByRole('status', { name: 'Request line' })).toHaveText('config mem=-16M');
  await form.getByRole('button', { name: 'Give 16 MiB back to the host' }).click();
  await expect(form).toContainText(/The host got back .*The guest gave 16 MiB/);
  await form.getByRole('button', { name: 'Return all' }).click();
  await expect(form).toContainText('The guest may use 16 MiB again');
});

test('uml_mconsole works at the same time, and what it wedges is recognised', async ({ page, machines }) => {
  const machine = await machines.create('both', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  const view = await CockpitView.open(page, machine);
  const command = (await page.getByText(/^uml_mconsole \//).textContent()) ?? '';
  const socket = command.replace('uml_mconsole ', '');
  const [answer] = await Promise.all([run('uml_mconsole', [socket, 'version']), view.send('version')]);
  expect(answer.stdout).toContain(machine.name);
  await view.expectNewest('version', 'Answered');

  // Reading a terminal blocks the kernel's work queue for good.
  await run('uml_mconsole', [socket, 'proc 1/fd/0'], { timeout: 500 }).catch(() => undefined);
  await view.send('version');
  await expect(view.newest).toContainText('its work queue hangs');
  await view.expectNewest('version', 'No answer', 60_000);
  await expect(view.newest).toContainText('still work');
  await expect(page.getByText('work queue hangs in an earlier request. help, cad')).toBeVisible();
  await view.newest.getByRole('button', { name: 'Show what is blocked' }).click();
  await view.expectNewest('sysrq w', 'Answered');
  await view.send('stack 1');
  await view.expectNewest('stack 1', 'Answered');
});
