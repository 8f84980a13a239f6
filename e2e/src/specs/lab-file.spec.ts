import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { ConsoleView } from '../support/console-view.ts';
import { dropFile } from '../support/drop-file.ts';
import { LabView } from '../support/lab-view.ts';
import { expect, test } from '../support/test.ts';

test('hands a lab on as a file: downloaded, deleted, and opened again with its delay', async ({
  page,
  server,
  machines,
}) => {
  const name = machines.name('lab');
  const { lab } = await server.api.labs.createFromTemplate({ templateId: 'two-hosts', name, start: false });
  await page.goto(`/labs/${lab.id}`);
  const view = new LabView(page);
  // The note has the names of both, too.
  const machine = (key: string): Locator =>
    page.locator('.react-flow__node-machine').filter({ hasText: `${name}-${key}` });
  await machine('alice').click();
  await view
    .panel('Machine')
    .getByRole('button', { name: /^to sw1/ })
    .click();
  const delay = view.panel('Link').getByRole('textbox', { name: 'Delay, Both directions' });
  await delay.fill('100');
  await delay.press('Enter');
  await expect(delay).toHaveValue('100 ms');
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeAttached();

  await page.getByRole('button', { name: `Actions of ${name}` }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download as a file' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`${name}.umlaut-lab.json`);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('"delayMs": 100');

  await server.api.labs.remove({ id: lab.id });
  for (const id of lab.machineIds) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await server.api.machines.remove({ id });
  }

  await page.goto('/labs');
  const choose = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'From a file' }).click();
  const file = { name: 'lab.json', mimeType: 'application/json', buffer: Buffer.from(text) };
  await (await choose).setFiles(file);
  const dialog = page.getByRole('dialog', { name: 'Open a lab from a file' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue(name);
  await expect(dialog.getByRole('list', { name: 'Machines' })).toContainText(`${name}-bob`);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Open lab' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(machine('alice')).toContainText('Running');
  await expect(machine('bob')).toContainText(/10\.0\.1\.\d+/);
  const address = /10\.0\.1\.\d+/.exec((await machine('bob').textContent()) ?? '')?.[0];
  await expect(machine('alice')).toContainText(/10\.0\.1\.\d+/);

  const alice = (await server.api.machines.list()).items.find((one) => one.name === `${name}-alice`);
  await page.goto(`/machines/${alice?.id}`);
  const login = new ConsoleView(page);
  await login.expectPrompt();
  await login.run(`clear; ping -c 3 ${address}`, /avg\/max = [\d.]+\/2\d\d\./);
});

test('says what is wrong with a file, and asks for an image that is not here', async ({ page, machines }) => {
  await page.goto('/labs');
  const dialog = page.getByRole('dialog', { name: 'Open a lab from a file' });
  const open = async (content: string): Promise<void> => {
    const choose = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'From a file' }).click();
    await (
      await choose
    ).setFiles({
      name: 'lab.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
  };
  const refused = async (content: string, words: string): Promise<void> => {
    await open(content);
    await expect(dialog.getByRole('alert')).toContainText(words);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(dialog).toBeHidden();
  };
  const whole = {
    format: 'umlaut-lab',
    version: 1,
    name: machines.name('foreign'),
    images: { far: { label: 'Far away' } },
    nodes: {
      [machines.name('a')]: { kind: 'machine', position: { x: 0, y: 0 }, image: 'far' },
    },
  };
  await refused('{ "format": ', 'The file is not JSON');
  await refused('{"services": {}}', 'This is not the file of a lab');
  await refused(JSON.stringify({ ...whole, version: 9 }), 'The file is of a newer Umlaut');
  await refused(
    JSON.stringify({ ...whole, nodes: { a: { kind: 'machine', position: { x: 0, y: 0 }, memoryMiB: 1 } } }),
    'nodes.a.memoryMiB: At least 32 MiB',
  );

  // Dropped on the page, it is the same.
  await dropFile(page.locator('body'), 'lab.json', JSON.stringify(whole));
  const image = dialog.getByRole('combobox', { name: 'In place of the image “Far away”' });
  await expect(image).toHaveAccessibleDescription('This host has none of that name.');
  await expect(image).not.toHaveValue('');
  await dialog.getByRole('switch', { name: 'Start the machines at once' }).uncheck({ force: true });
  await dialog.getByRole('button', { name: 'Open lab' }).click();
  await expect(page.getByRole('heading', { level: 1, name: machines.name('foreign') })).toBeVisible();
});

test('leaves nothing when a person cancels half way', async ({ page, server, machines }) => {
  // So many that there is time to think again.
  const nodes = Array.from({ length: 400 }, (_, at) => [
    machines.name(`m${at}`),
    { kind: 'machine', position: { x: (at % 20) * 220, y: Math.floor(at / 20) * 120 } },
  ]);
  const large = { format: 'umlaut-lab', version: 1, name: machines.name('large') };
  await page.goto('/labs');
  await expect(page.getByRole('button', { name: 'From a file' })).toBeVisible();
  const text = JSON.stringify({ ...large, nodes: Object.fromEntries(nodes) as unknown });
  await dropFile(page.locator('body'), 'lab.json', text);
  const dialog = page.getByRole('dialog', { name: 'Open a lab from a file' });
  await dialog.getByRole('button', { name: 'Open lab' }).click();
  await expect(dialog.getByRole('status')).toContainText(/Machine \d+ of 400/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  const { items } = await server.api.machines.list();
  expect(items.filter(({ name }) => name.startsWith(machines.prefix))).toEqual([]);
  expect((await server.api.labs.list()).items.filter(({ name }) => name === large.name)).toEqual([]);
});
