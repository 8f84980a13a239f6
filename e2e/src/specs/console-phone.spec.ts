import { ConsoleView } from '../support/console-view.ts';
import { expect, test } from '../support/test.ts';

test('a phone types what its keyboard lacks', async ({ browser, session, server, guest }) => {
  await using context = await browser.newContext({
    storageState: session,
    baseURL: server.url,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  const console = await ConsoleView.openAtPrompt(page, guest);
  const keys = page.getByRole('toolbar', { name: 'Keys' });
  const tap = (name: string): Promise<void> => keys.getByRole('button', { name, exact: true }).tap();

  // All of it is in sight: nothing to push aside, keys that a thumb hits, a line of a usable length.
  await expect(keys).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const key = await keys.getByRole('button', { name: 'Ctrl', exact: true }).boundingBox();
  expect(Math.min(key?.width ?? 0, key?.height ?? 0)).toBeGreaterThanOrEqual(32);
  await console.run('clear; echo columns-$((6*7))-$(stty size | cut -d" " -f2)', /^columns-42-(4\d|5\d)$/m);
  expect(await console.rowCount()).toBeGreaterThan(20);

  // Ctrl holds until the next key, and the terminal keeps the keyboard.
  await console.type('cat');
  await page.keyboard.type('stuck');
  await tap('Ctrl');
  await expect(keys.getByRole('button', { name: 'Ctrl', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await console.expectFocus();
  await page.keyboard.type('c');
  await expect(keys.getByRole('button', { name: 'Ctrl', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await console.run('echo back-$((6*7))', /stuck\^C[^]*^back-42$/m);

  // Arrows lead through an editor; Esc ends its typing.
  await console.type(String.raw`clear; printf 'one\ntwo\nthree\n' >/tmp/phone; vi /tmp/phone`);
  await console.expectText(/^one\ntwo\nthree\n~/m);
  await tap('Down');
  await tap('Right');
  await page.keyboard.type('iX');
  await console.expectText(/^tXwo$/m);
  await tap('Down');
  await tap('Left');
  await page.keyboard.type('Y');
  await console.expectText(/^tYhree$/m);
  await tap('Esc');
  // Back from typing.
  await console.expectText(/^- \/tmp\/phone/m);
  await page.keyboard.type(':wq');
  await page.keyboard.press('Enter');
  await console.run('clear; cat /tmp/phone; rm /tmp/phone', /^one\ntXwo\ntYhree$/m);

  // What the guest printed last, and what was typed, come back from the keys as well.
  await tap('Up');
  await console.expectText(/# clear; cat \/tmp\/phone;\s+rm \/tmp\/phone$/);
  await tap('Ctrl');
  await page.keyboard.type('c');

  // What has no place on a narrow screen is in one menu.
  await page.getByRole('button', { name: 'Console view and settings' }).tap();
  await page.getByRole('menuitem', { name: 'Find' }).tap();
  await page.getByRole('textbox', { name: 'Find in console' }).fill('tXwo');
  await expect(page.getByText(/^1 of \d/)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
