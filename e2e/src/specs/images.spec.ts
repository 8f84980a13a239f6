import { execFile } from 'node:child_process';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '../support/test.ts';

const run = promisify(execFile);

test('an image is imported, renamed and deleted', async ({ page, server }) => {
  const path = join(server.home.root, 'small.img');
  await writeFile(path, '');
  await truncate(path, 4 * 1_048_576);
  await run('/usr/sbin/mkfs.ext4', ['-q', '-F', path]);

  await page.goto('/images');
  const table = page.getByRole('table', { name: 'Images' });
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import an image' });
  await dialog.locator('input[type=file]').setInputFiles(path);
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('small');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(table.getByRole('row', { name: /small/ })).toContainText('4 MiB');

  await page.getByRole('button', { name: 'Actions of small' }).click();
  await page.getByRole('menuitem', { name: 'Rename or describe' }).click();
  const rename = page.getByRole('dialog', { name: 'Rename small' });
  await rename.getByRole('textbox', { name: 'Name' }).fill('Small one');
  await rename.getByRole('button', { name: 'Save' }).click();
  await expect(table.getByRole('row', { name: /Small one/ })).toBeVisible();

  await page.getByRole('button', { name: 'Actions of Small one' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete image' }).click();
  await expect(table.getByRole('row', { name: /Small one/ })).toHaveCount(0);
});

test('a file that is no image is refused with its reason', async ({ page, server }) => {
  const path = join(server.home.root, 'archive.img');
  await writeFile(path, Buffer.from('1f8b0800000000000003', 'hex'));
  await page.goto('/images');
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import an image' });
  await dialog.locator('input[type=file]').setInputFiles(path);
  await dialog.getByRole('button', { name: 'Import' }).click();
  const imports = page.getByRole('list', { name: 'Imports' });
  await expect(imports.getByRole('alert')).not.toBeEmpty();
  await imports.getByRole('button', { name: 'Dismiss' }).click();
  await expect(imports).toBeHidden();
  await expect(page.getByRole('row', { name: /archive/ })).toHaveCount(0);
});

test('an image in use cannot be deleted, and says by whom', async ({ page, machines }) => {
  const machine = await machines.create('user');
  await page.goto('/images');
  await page
    .getByRole('row', { name: new RegExp(machine.imageLabel ?? machine.imageId) })
    .getByRole('button', { name: /^Actions of / })
    .click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: / is in use$/ });
  await expect(dialog).toContainText(machine.name);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(dialog).toBeHidden();
});

test('a starter image is built as a task', async ({ page, server }) => {
  const before = new Set((await server.api.images.list()).items.map(({ id }) => id));
  await page.goto('/images');
  const rows = page.getByRole('table', { name: 'Images' }).locator('tbody tr');
  await expect(rows).toHaveCount(before.size);
  await page.getByRole('button', { name: 'Build starter image' }).click();
  await expect(rows).toHaveCount(before.size + 1, { timeout: 60_000 });
  const built = (await server.api.images.list()).items.find(({ id }) => !before.has(id));
  expect(built?.origin).toBe('starter');
  if (built !== undefined) await server.api.images.remove({ id: built.id });
  await expect(rows).toHaveCount(before.size);
});
