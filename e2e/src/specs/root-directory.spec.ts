import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectAccessible } from '../support/accessibility.ts';
import { ConsoleView } from '../support/console-view.ts';
import { CreateDialog } from '../support/create-dialog.ts';
import { DisksView } from '../support/disks-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ timeout: 120_000 });

test('makes a machine that boots from a directory of the host', async ({ page, machines, server }) => {
  const name = machines.name('rooted');
  await page.goto('/machines');
  const dialog = await CreateDialog.open(page);
  await dialog.name.fill(name);
  await dialog.memory.fill('64');
  await expect(dialog.root.getByRole('radio', { name: 'Copy-on-write disk' })).toBeChecked();
  await dialog.root.getByRole('radio', { name: 'Directory on the host (hostfs)' }).check();
  await expectAccessible(page);
  await dialog.root.getByRole('button', { name: 'Create and start machine' }).click();

  const view = new MachineView(page);
  await expect(view.heading).toHaveText(name);
  await view.expectState('Running');
  const login = new ConsoleView(page);
  await login.tab.click();
  await login.expectPrompt();
  await login.run('mount | head -n 1', /on \/ type hostfs \(rw/);
  await login.run('echo by-hand >/root/note && echo kept-$((40+2))', /^kept-42$/m);

  await view.openTab('Disks');
  const root = new DisksView(page).root;
  await expect(root).toContainText('In use');
  await expect(root).toContainText(/Used on the host\s*[\d.]+ MiB/);
  const path = (await root.getByText(/\/root$/).textContent())?.trim() ?? '';
  expect(path.startsWith(server.home.home)).toBe(true);
  expect(await readFile(join(path, 'root/note'), 'utf8')).toBe('by-hand\n');
  await expect(page.getByRole('article', { name: 'Disk ubda' })).toHaveCount(0);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBe(0);
  await page.setViewportSize({ width: 1280, height: 800 });

  await view.openTab('Snapshots');
  await expect(page.getByText('No snapshots of a directory')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take a snapshot' })).toHaveCount(0);
});
