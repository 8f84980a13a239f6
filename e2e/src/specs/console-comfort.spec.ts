import { ConsoleView } from '../support/console-view.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

/** A sixel picture of 24 × 12 points, all of them red: two bands of six rows. */
const SIXEL = String.raw`\033Pq"1;1;24;12#1;2;100;0;0#1!24~-#1!24~-\033\\`;

test('colours with a preview, text size, bell, ligatures: what is chosen takes effect and stays', async ({
  page,
  guest,
}) => {
  await page.addInitScript(() => {
    // oxlint-disable-next-line typescript/unbound-method -- it is called with its element below
    const { animate } = Element.prototype;
    Element.prototype.animate = function (...given) {
      if (JSON.stringify(given[0]).includes('inset 0 0 0 2px'))
        document.documentElement.dataset['flashed'] = 'yes';
      return animate.apply(this, given);
    };
  });
  const console = await ConsoleView.openAtPrompt(page, guest);
  const terminal = page.getByTestId('terminal-con1');
  const background = (): Promise<string> =>
    terminal.locator('.xterm-scrollable-element').evaluate((one) => getComputedStyle(one).backgroundColor);
  const textSize = (): Promise<string> =>
    terminal.locator('.xterm-rows').evaluate((one) => getComputedStyle(one).fontSize);
  const before = await background();

  await page.getByRole('button', { name: 'Console settings' }).click();
  await page.getByRole('menuitem', { name: 'Colours, font' }).click();
  const dialog = page.getByRole('dialog', { name: 'Consoles of this browser' });
  const preview = dialog.locator('.xterm-scrollable-element');
  await expect(dialog.locator('.xterm-rows')).toContainText('ip -br addr');
  await expect(dialog.getByRole('switch', { name: /Ligatures/ })).not.toBeChecked();
  await dialog.getByRole('combobox', { name: 'Colours' }).click();
  await page.getByRole('option', { name: 'Dracula' }).click();
  const DRACULA = 'rgb(40, 42, 54)';
  await expect(preview).toHaveCSS('background-color', DRACULA);
  await expect.poll(background).toBe(DRACULA);
  expect(before).not.toBe(DRACULA);
  await dialog.getByRole('textbox', { name: 'Text size' }).fill('17');
  await expect(dialog.locator('.xterm-rows')).toHaveCSS('font-size', '17px');
  await expect.poll(textSize).toBe('17px');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.reload();
  await console.expectPrompt();
  expect([await background(), await textSize()]).toEqual([DRACULA, '17px']);

  // The bell lights the frame up, unless it is off.
  const flashed = (): Promise<string | undefined> =>
    page.evaluate(() => document.documentElement.dataset['flashed']);
  const ring = async (number: number): Promise<void> =>
    console.run(`printf '\\a'; echo rang-${number}-$((6*7))`, new RegExp(`^rang-${number}-42$`, 'm'));
  await ring(1);
  await expect.poll(flashed).toBe('yes');
  await page.evaluate(() => delete document.documentElement.dataset['flashed']);
  await page.getByRole('button', { name: 'Console settings' }).click();
  await page.getByRole('menuitem', { name: 'Colours, font' }).click();
  await dialog.getByRole('radiogroup', { name: 'Bell' }).getByText('Off').click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await ring(2);
  expect(await flashed()).toBeUndefined();
});

test('links, pictures, and what a screen reader gets', async ({ page, guest, context }) => {
  const console = await ConsoleView.openAtPrompt(page, guest);
  const terminal = page.getByTestId('terminal-con1');

  // A guest's address opens only on purpose, and its page has no hold on this one.
  const address = 'http://links.test/from-the-guest';
  await context.route(`${address}**`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<p id=who></p><script>who.textContent=String(opener)+document.referrer</script>',
    }),
  );
  await console.run(`clear; echo ${address}-$((6*7))`, /^http:.*-42$/m);
  const link = terminal.getByText(`${address}-42`, { exact: true });
  const box = await link.boundingBox();
  const point = { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  await page.mouse.move(point.x, point.y);
  await expect(terminal).toHaveAttribute('title', /Ctrl or ⌘ and click/);
  await page.mouse.click(point.x, point.y);
  await page.keyboard.down('Control');
  const [opened] = await Promise.all([context.waitForEvent('page'), page.mouse.click(point.x, point.y)]);
  await page.keyboard.up('Control');
  await expect(opened.locator('#who')).toHaveText('null');
  expect(opened.url()).toBe(`${address}-42`);
  // The click without Ctrl opened nothing.
  expect(context.pages()).toHaveLength(2);
  await opened.close();

  // A picture is really drawn: red points stand on the layer of pictures.
  const redPoints = (): Promise<number> =>
    terminal.evaluate((one) => {
      let red = 0;
      for (const canvas of one.querySelectorAll('canvas')) {
        const { width, height } = canvas;
        const points =
          width * height === 0 ? undefined : canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
        for (let at = 0; points !== undefined && at < points.length; at += 4) {
          if (points[at] === 255 && points[at + 1] === 0 && points[at + 2] === 0 && points[at + 3] === 255)
            red += 1;
        }
      }
      return red;
    });
  expect(await redPoints()).toBe(0);
  await console.run(`clear; printf '${SIXEL}'; echo; echo drawn-$((6*7))`, /^drawn-42$/m);
  await expect.poll(redPoints).toBeGreaterThan(200);
  await console.run('clear; echo gone-$((6*7))', /^gone-42$/m);
  await expect.poll(redPoints).toBe(0);

  // In screen reader mode the lines stand in the page as a list, and what comes is told.
  await expect(terminal.locator('.xterm-accessibility')).toHaveCount(0);
  await page.getByRole('button', { name: 'Console settings' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Screen reader mode' }).click();
  await page.keyboard.press('Escape');
  await console.run('echo told-$((6*7))', /^told-42$/m);
  await expect(terminal.getByRole('listitem').filter({ hasText: /^told-42$/ })).toHaveCount(1);
  await expect(terminal.locator('[aria-live=assertive]')).toContainText('told-42');
});

test('a phone has the keys that its own keyboard lacks', async ({ browser, guest, session, server }) => {
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
  await console.run('clear; echo phone-$((6*7))', /^phone-42$/m);
  await expect(keys).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  // The line before, by an arrow; what is typed goes on in the terminal.
  await tap('Up');
  await console.expectText(/# clear; echo phone/);
  await console.expectFocus();
  // Ctrl holds for one key.
  await tap('Ctrl');
  await expect(keys.getByRole('button', { name: 'Ctrl', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.type('c');
  await console.expectPrompt();
  await expect(keys.getByRole('button', { name: 'Ctrl', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await page.keyboard.type('ls ');
  await tap('Slash');
  await page.keyboard.type('et');
  await tap('Tab');
  await console.expectText(/# ls \/etc\/$/);
  await page.keyboard.press('Control+C');
  await console.expectPrompt();
});
