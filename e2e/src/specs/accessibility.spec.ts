import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { CockpitView } from '../support/cockpit-view.ts';
import { ConsoleView } from '../support/console-view.ts';
import type { MachineMaker } from '../support/machine-maker.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ timeout: 240_000 });

test('every page passes axe', ({ page, machines }) => checkPages(page, machines));

test('the cockpit passes axe', ({ page, machines }) => checkCockpit(page, machines));

test('every dialog passes axe', ({ page, machines }) => checkDialogs(page, machines));

test.describe('signed out', () => {
  test.use({ storageState: { cookies: [], origins: [] } });
  test('the sign-in page passes axe', async ({ page }) => {
    await page.goto('/sign-in');
    await expect(page.getByRole('heading', { name: 'Sign in to Umlaut' })).toBeVisible();
    await expectAccessible(page);
  });
});

const XRAY_TABS = [
  'xray',
  'xray&view=files&path=/etc/passwd',
  'xray&view=files&path=/tmp/x',
  'xray&view=incidents',
];

async function checkPages(page: Page, machines: MachineMaker): Promise<void> {
  await machines.create('stopped', { description: 'never started' });
  const running = await machines.create('running', { start: true });
  await ConsoleView.openAtPrompt(page, running);
  await expectAccessible(page);
  for (const tab of [...XRAY_TABS, 'history', 'overview', 'disks', 'log']) {
    await page.goto(`/machines/${running.id}?tab=${tab}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(running.name);
    await settled(page);
    await expectAccessible(page);
  }
  for (const [path, title] of [
    ['/machines', 'Machines'],
    ['/images', 'Images'],
    ['/kernels', 'Kernels'],
    ['/host', 'Host'],
    ['/activity', 'Activity'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await settled(page);
    await expectAccessible(page);
  }
  // A machine whose end needs explaining.
  const console = await ConsoleView.openAtPrompt(page, running);
  await console.type('echo c >/proc/sysrq-trigger');
  await expect(page.getByRole('region', { name: 'How the last run ended' })).toContainText('panicked');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'What happened inside' }).click();
  await expect(page.getByRole('heading', { name: 'Call trace' })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/machines?q=nothing-is-called-that');
  await expect(page.getByRole('heading', { name: 'No machine matches' })).toBeVisible();
  await expectAccessible(page);
}

async function checkCockpit(page: Page, machines: MachineMaker): Promise<void> {
  const machine = await machines.create('cockpit', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  const view = await CockpitView.open(page, machine);
  for (const line of ['version', 'stack 1', 'sysrq m', 'proc meminfo', 'remove ubda', 'frobnicate']) {
    await view.send(line);
    await expect(view.newest).toHaveAccessibleName(new RegExp(`^${line}: (?!Asking)`));
  }
  for (const answer of await view.answers.all()) {
    const toggle = answer.getByRole('button', { expanded: false }).first();
    if (await toggle.isVisible()) await toggle.click();
  }
  await expectAccessible(page);
  await view.prompt.fill('sysrq ');
  await view.prompt.press('Tab');
  await expect(view.completions).toBeVisible();
  await expectAccessible(page);
  await view.prompt.press('Escape');
  for (const panel of ['SysRq', 'Devices', 'Memory'] as const) {
    await view.openPanel(panel);
    await settled(page);
    await expectAccessible(page);
  }
}

async function checkDialogs(page: Page, machines: MachineMaker): Promise<void> {
  const stopped = await machines.create('stopped');
  await page.goto('/machines');
  await expect(page.getByRole('link', { name: stopped.name, exact: true })).toBeVisible();

  for (const [key, name] of [
    ['n', 'New machine'],
    ['?', 'Keyboard shortcuts'],
    ['t', 'Tasks'],
  ] as const) {
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }

  await page.keyboard.press('Control+K');
  await expect(page.getByRole('textbox', { name: 'Search machines and commands' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await page.getByRole('checkbox', { name: `Select ${stopped.name}` }).check();
  await expect(page.getByRole('region', { name: 'Selected machines' })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/machines/${stopped.id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
}

/** What a page loads after its heading is there. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByText('Loading', { exact: true })).toHaveCount(0);
  await expect(page.getByLabel(/^Loading|^Checking/)).toHaveCount(0);
}
