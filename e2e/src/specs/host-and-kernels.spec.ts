import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { expect, test } from '../support/test.ts';

test('the host page has figures, what is in force, and what would give more', async ({ page, server }) => {
  await page.goto('/host');
  await expect(page.getByRole('heading', { level: 1, name: 'Host' })).toBeVisible();
  await expect(page.getByText(hostname(), { exact: true })).toBeVisible();
  for (const label of ['CPU', 'Memory', 'Disk', '/dev/shm']) {
    await expect(page.getByRole('meter', { name: label, exact: true })).toBeVisible();
  }
  const { isolation } = await server.api.host.get();
  const words = isolation.kind === 'bubblewrap' ? 'Sandboxed' : 'Not sandboxed';
  const section = page.getByRole('region', { name: 'Isolation of machines' });
  await expect(section).toContainText(words);
  await expect(section).toContainText(isolation.user);

  const checks = page.getByRole('region', { name: 'What this host can do' });
  const { items } = await server.api.host.checks();
  await expect(checks.getByRole('listitem')).toHaveCount(items.length);
  for (const { label } of items) await expect(checks.getByText(label, { exact: true })).toBeVisible();
  await checks.getByRole('button', { name: 'Check again' }).click();
  await expect(checks.getByRole('listitem')).toHaveCount(items.length);
});

test('the kernel of this host is found, with what it can do', async ({ page, server }) => {
  const [kernel] = (await server.api.kernels.list()).items;
  if (kernel === undefined) throw new Error('The host has no kernel');
  await page.goto('/kernels');
  const table = page.getByRole('table', { name: 'Kernels' });
  await expect(table.getByRole('row', { name: new RegExp(RegExp.escape(kernel.version)) })).toContainText(
    kernel.path,
  );
  await table
    .getByRole('button', { name: /^Capabilities of / })
    .first()
    .click();
  for (const { label } of kernel.capabilities.slice(0, 3)) {
    await expect(table.getByText(label, { exact: true })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Scan again' }).click();
  await expect(table.locator('tbody tr').first()).toBeVisible();
});

test('a kernel that is none is refused with its reason', async ({ page }) => {
  await page.goto('/kernels');
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a kernel' });
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'linux',
    mimeType: 'application/octet-stream',
    buffer: await readFile('/bin/true'),
  });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('not a kernel');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByRole('list', { name: 'Imports' }).getByRole('alert')).not.toBeEmpty();
  await expect(page.getByRole('row', { name: /not a kernel/ })).toHaveCount(0);
});

test('the activity tells who did what, as it happens', async ({ page, machines }) => {
  await page.goto('/activity');
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  const machine = await machines.create('told');
  const line = page.getByRole('listitem').filter({ hasText: machine.name }).first();
  await expect(line).toBeVisible();
  await line.getByRole('link', { name: machine.name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(machine.name);
});
