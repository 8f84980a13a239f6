import { expectAccessible } from '../support/accessibility.ts';
import { ConsoleView } from '../support/console-view.ts';
import { HistoryView } from '../support/history-view.ts';
import { SharingView } from '../support/sharing-view.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

test('two people and a guest share one console', async ({ page, browser, session, server, machines }) => {
  const machine = await machines.create('shared', { start: true });
  const anna = await ConsoleView.openAtPrompt(page, machine);
  const annas = new SharingView(page);
  await annas.callMyself('Anna');
  await using other = await browser.newContext({ storageState: session, baseURL: server.url });
  const ben = await ConsoleView.openAtPrompt(await other.newPage(), machine);
  const bens = new SharingView(ben.page);
  await bens.callMyself('Ben');
  await expect(annas.button).toHaveAccessibleName('2 viewers');

  await annas.press('Take the keyboard');
  await expect(bens.button).toHaveAccessibleName('2 viewers, Anna has the keyboard');
  await ben.type('echo be""n');
  await expect(bens.notice).toContainText('Anna has the keyboard');
  await anna.run('echo an""na', /^anna$/m);
  await ben.expectText(/^anna$/m);
  expect((await anna.lines()).join('\n')).not.toMatch(/^ben$/m);
  // A reload does not lose it.
  await page.reload();
  await anna.expectText(/^anna$/m);
  await expect(annas.button).toHaveAccessibleName('2 viewers, you have the keyboard');
  await annas.press('Hand the keyboard over to Ben');
  await expect(bens.notice).toBeHidden();
  await ben.run('echo be""n', /^ben$/m);
  await anna.type('echo no""body');
  await annas.notice.getByRole('button', { name: 'Take it' }).click();
  await anna.run('echo ag""ain', /^again$/m);
  await annas.press('Release the keyboard');

  const address = await annas.share('Gast');
  await expect(annas.links).toContainText(['Gast']);
  await using stranger = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const guest = await stranger.newPage();
  await guest.goto(address);
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText(`${machine.name} Login`);
  await expect(guest.getByText(/^Read-only, 59 min/)).toBeVisible();
  const rows = guest.getByTestId('guest-terminal').locator('.xterm-rows');
  await expect(rows).toContainText('again');
  await expect(annas.links).toContainText(['1 watches now']);
  await ben.run('echo li""ve', /^live$/m);
  await expect(rows).toContainText('live');
  await guest.getByTestId('guest-terminal').click();
  await guest.keyboard.type('echo gu""est\n');
  await expectAccessible(guest);
  await guest.reload();
  await expect(rows).toContainText('live');
  const refused = await stranger.request.get(new URL('/api/v1/machines', address).href);
  expect(refused.status()).toBe(401);

  await annas.links.getByRole('button', { name: /^Revoke/ }).click();
  await page
    .getByRole('dialog', { name: /^Revoke the link for/ })
    .getByRole('button', { name: 'Revoke' })
    .click();
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('This link was revoked');
  await expect(annas.links).toHaveCount(0);
  await page.keyboard.press('Escape');
  await annas.open();
  await expectAccessible(page);

  const history = await HistoryView.open(page, machine, { console: 'con1' });
  const typed = page.getByRole('list', { name: 'Typed, newest first' }).getByRole('button');
  await expect(typed).toHaveCount(4);
  await expect(typed).toContainText(['echo li""ve⏎', 'echo ag""ain⏎', 'echo be""n⏎', 'echo an""na⏎']);
  await expect(typed.nth(0)).toContainText('Ben');
  await expect(typed.nth(3)).toContainText('Anna');
  await typed.nth(3).click();
  await history.expectNoText(/^ben$/m);
  await expect(page).toHaveURL(/at=\d+/);
});
