import type { Page } from '@playwright/test';
import { ConsoleView } from '../support/console-view.ts';
import { CreateDialog } from '../support/create-dialog.ts';
import { MachineView } from '../support/machine-view.ts';
import { expect, test } from '../support/test.ts';

const heading = { level: 1 } as const;

test('the palette opens machines, pages and what can be done to a machine', async ({ page, machines }) => {
  const machine = await machines.create('palette');
  await page.goto('/machines');
  await expect(page.getByRole('heading', { ...heading, name: 'Machines' })).toBeVisible();
  const search = page.getByRole('textbox', { name: 'Search machines and commands' });

  await page.keyboard.press('Control+K');
  await search.fill(machine.name);
  // The list behind the palette has it, too.
  await expect(page.getByRole('dialog').getByRole('button', { name: machine.name }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', heading)).toHaveText(machine.name);

  await page.keyboard.press('Control+K');
  await search.fill(`start ${machine.name}`);
  await expect(page.getByRole('button', { name: `Start ${machine.name}` })).toBeVisible();
  await page.keyboard.press('Enter');
  await new MachineView(page).expectState('Running');
  // A terminal that has the focus keeps its keys: Ctrl-K erases to the end of the line there.
  const console = new ConsoleView(page);
  await console.expectPrompt();

  await page.getByRole('button', { name: /Search machines and commands/ }).click();
  await search.fill('kernels');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { ...heading, name: 'Kernels' })).toBeVisible();
});

test('keys lead everywhere, and the help lists them', async ({ page }) => {
  await page.goto('/machines');
  await expect(page.getByRole('heading', { ...heading, name: 'Machines' })).toBeVisible();
  for (const [keys, title] of [
    ['gi', 'Images'],
    ['gk', 'Kernels'],
    ['gh', 'Host'],
    ['ga', 'Activity'],
    ['gm', 'Machines'],
  ] as const) {
    await page.keyboard.type(keys);
    await expect(page.getByRole('heading', { ...heading, name: title })).toBeVisible();
  }

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help.getByRole('row', { name: /Go to images/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await page.keyboard.press('n');
  const dialog = new CreateDialog(page);
  await expect(dialog.name).toBeFocused();
  await dialog.name.fill('gi-is-typed-here');
  await expect(page.getByRole('heading', { ...heading, name: 'Machines' })).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(dialog.root).toBeHidden();

  await page.keyboard.press('t');
  await expect(page.getByRole('dialog', { name: 'Tasks' })).toBeVisible();
});

test('the theme follows the system until one chooses, and the choice stays', async ({ page }) => {
  const scheme = page.locator('html');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/machines');
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'light');

  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark theme' }).click();
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('a phone has every page within its width and within reach of the thumb', async ({ page, machines }) => {
  const machine = await machines.create('phone');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/machines');
  const bar = page.getByRole('navigation', { name: 'Main' });
  for (const title of ['Images', 'Disks', 'Labs', 'Kernels', 'Host', 'Activity', 'Machines']) {
    const isBehind = !['Labs', 'Images', 'Machines'].includes(title);
    if (isBehind) await bar.getByRole('button').click();
    await (
      isBehind ? page.getByRole('menuitem', { name: title }) : bar.getByRole('link', { name: title })
    ).click();
    await expect(page.getByRole('heading', { ...heading, name: title })).toBeVisible();
    expect(await overflow(page), title).toBeLessThanOrEqual(0);
  }
  await page.goto(`/machines/${machine.id}`);
  await expect(page.getByRole('heading', heading)).toHaveText(machine.name);
  expect(await overflow(page), 'machine').toBeLessThanOrEqual(0);
  // An address leads to a tab that is far to the right.
  await page.goto(`/machines/${machine.id}?tab=network`);
  await expect(page.getByRole('tab', { name: 'Network' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: 'Remove vec0' })).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Search machines and commands' }).click();
  const entries = page.getByRole('dialog').getByRole('button', { name: machine.name });
  await expect(entries).toBeInViewport({ ratio: 1 });
});

test('what another window does is seen at once', async ({ page, machines, context }) => {
  await machines.create('kept');
  await page.goto(`/machines?q=${machines.prefix}`);
  const second = await context.newPage();
  await second.goto('/machines');
  const dialog = await CreateDialog.open(second);
  const name = machines.name('seen');
  await dialog.name.fill(name);
  await dialog.name.press('Enter');
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Running');
});

/** Pixels by which the page is wider than its window. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
