import { ConsoleView } from '../support/console-view.ts';
import { CreateDialog } from '../support/create-dialog.ts';
import { MachineView } from '../support/machine-view.ts';
import { MachinesView } from '../support/machines-view.ts';
import { expect, test } from '../support/test.ts';

test("a name and Enter make a machine that boots before one's eyes", async ({ page, machines, server }) => {
  const name = machines.name('first');
  await page.goto('/machines');
  const dialog = await CreateDialog.open(page);
  await dialog.name.fill(name);
  await dialog.name.press('Enter');

  const machine = new MachineView(page);
  await expect(machine.heading).toHaveText(name);
  await machine.expectState('Running');

  const kernel = new ConsoleView(page, 'Kernel');
  await kernel.tab.click();
  await kernel.scrollUpTo(/Linux version 6\./);

  const login = new ConsoleView(page);
  await login.tab.click();
  await login.expectPrompt();
  const [kernelInUse] = (await server.api.kernels.list()).items.filter(({ isDefault }) => isDefault);
  const version = kernelInUse?.version ?? 'no default kernel';
  await login.run('uname -r', new RegExp(`^${RegExp.escape(version)}$`, 'm'));
  await login.run('hostname', new RegExp(`^${name}$`, 'm'));
});

test('the view moves from the kernel to the login by itself', async ({ page, machines }) => {
  const machine = await machines.create('moves', { start: true });
  await page.goto(`/machines/${machine.id}`);
  await expect(new ConsoleView(page, 'Login').tab).toHaveAttribute('aria-selected', 'true');
  await new ConsoleView(page).expectPrompt();
});

test('five machines come from one dialog', async ({ page, machines }) => {
  const name = machines.name('lab');
  await page.goto('/machines');
  const dialog = await CreateDialog.open(page);
  await dialog.name.fill(name);
  await dialog.count.fill('5');
  await expect(dialog.root.getByText(`${name}-1 to ${name}-5`)).toBeVisible();
  await dialog.memory.fill('64');
  await dialog.root.getByRole('button', { name: 'Create and start 5 machines' }).click();
  await expect(dialog.root).toBeHidden({ timeout: 60_000 });

  const list = await MachinesView.open(page, name);
  await expect(list.rows).toHaveCount(5);
  for (const number of [1, 2, 3, 4, 5]) {
    await expect(list.row(`${name}-${number}`)).toContainText('Running', { timeout: 60_000 });
  }
});

test('a name that cannot be is refused at its field, before and by the server', async ({
  page,
  machines,
}) => {
  const taken = await machines.create('taken');
  await page.goto('/machines');
  const dialog = await CreateDialog.open(page);
  const submit = dialog.root.getByRole('button', { name: 'Create and start machine' });

  await dialog.name.fill('No Blanks');
  await submit.click();
  await expect(dialog.name).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.root.getByText('Use lower-case letters')).toBeVisible();

  await dialog.name.fill(taken.name);
  await submit.click();
  await expect(dialog.name).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.root).toBeVisible();
  expect((await machines.get(taken)).name).toBe(taken.name);
});

test('more than the host can carry is asked about with figures first', async ({ page, machines }) => {
  const name = machines.name('huge');
  await page.goto('/machines');
  const dialog = await CreateDialog.open(page);
  await dialog.name.fill(name);
  await dialog.memory.fill('1000000');
  await dialog.root.getByRole('button', { name: 'Create and start machine' }).click();
  await expect(dialog.root.getByRole('alert')).toContainText(/\d+(\.\d+)? (GiB|MiB|GB|MB)/);
  await expect(dialog.root.getByRole('button', { name: 'Start anyway' })).toBeVisible();
  await dialog.root.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.root).toBeHidden();
});
