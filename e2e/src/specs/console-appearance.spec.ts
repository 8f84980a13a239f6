import type { Locator, Page } from '@playwright/test';
import { ConsoleView } from '../support/console-view.ts';
import { HistoryView } from '../support/history-view.ts';
import { LookView } from '../support/look-view.ts';
import { expect, test } from '../support/test.ts';

/** A green square of 12 by 12 pixels, as PNG of 75 bytes. */
const GREEN_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAwAAAAMCAIAAADZF8uwAAAAEklEQVR42mNg+M9AGI0qGoyKAGwgj3EMchyTAAAAAElFTkSuQmCC';

test('a console looks as it is chosen: colours, size, ligatures', async ({ page, guest }) => {
  const console = await ConsoleView.openAtPrompt(page, guest);
  const look = new LookView(page);
  await console.run(String.raw`clear; printf '\033[31mred-%s\033[m\n' $((6*7))`, /^red-42$/m);
  const red = look.terminal.getByText('red-42', { exact: true });

  // What the preview shows, the terminal has at once.
  await look.openDialog();
  await look.chooseColours('Dracula');
  await expect(look.terminal.locator('.xterm-scrollable-element')).toHaveCSS(
    'background-color',
    'rgb(40, 42, 54)',
  );
  await expect(look.dialog.locator('.xterm-scrollable-element')).toHaveCSS(
    'background-color',
    'rgb(40, 42, 54)',
  );
  await expect(red).toHaveCSS('color', 'rgb(255, 85, 85)');
  await look.chooseColours('Solarized light');
  await expect(look.terminal.locator('.xterm-scrollable-element')).toHaveCSS(
    'background-color',
    'rgb(253, 246, 227)',
  );

  const rows = await console.rowCount();
  await look.dialog.getByRole('textbox', { name: 'Text size' }).fill('20');
  await expect.poll(() => console.rowCount()).toBeLessThan(rows);

  // Letters stand each for itself unless it is wanted otherwise.
  const xterm = look.terminal.locator('.xterm');
  await expect(xterm).toHaveCSS('font-variant-ligatures', 'none');
  await expect(xterm).toHaveCSS('font-feature-settings', 'normal');
  await look.dialog.getByRole('switch', { name: 'Ligatures' }).click();
  await expect(xterm).toHaveCSS('font-feature-settings', '"calt", "liga"');
  await look.closeDialog();
  await console.run('clear; echo "a => b $((6*7))"', /^a => b 42$/m);
  await expect(look.terminal.locator('.xterm-rows span').filter({ hasText: /^=>$/ })).toBeVisible();

  // It is this browser's, so a reload changes nothing.
  await page.reload();
  await console.expectPrompt();
  await expect(xterm).toHaveCSS('font-feature-settings', '"calt", "liga"');
  await expect(look.terminal.locator('.xterm-scrollable-element')).toHaveCSS(
    'background-color',
    'rgb(253, 246, 227)',
  );
});

test('the bell is seen, heard or neither, as it is chosen', async ({ page, guest }) => {
  await listenForTones(page);
  const console = await ConsoleView.openAtPrompt(page, guest);
  const look = new LookView(page);
  const flashes = await look.countFlashes();
  const expectRings = async (seen: number, heard: number): Promise<void> => {
    await expect.poll(async () => [await flashes(), await tones(page)]).toEqual([seen, heard]);
  };

  await console.run(String.raw`printf '\aflash-%s\n' $((6*7))`, /^flash-42$/m);
  await expectRings(1, 0);

  await look.chooseBell('Sound');
  // A guest that rings and rings is heard once.
  await console.run(String.raw`printf '\a\a\asound-%s\n' $((6*7))`, /^sound-42$/m);
  await expectRings(1, 1);

  await look.chooseBell('Off');
  await console.run(String.raw`printf '\aquiet-%s\n' $((6*7))`, /^quiet-42$/m);
  // Behind whatever the page would do about that bell.
  await look.chooseBell('Flash');
  await console.run(String.raw`printf '\aagain-%s\n' $((6*7))`, /^again-42$/m);
  await expectRings(2, 1);
});

test('a guest can print links, pictures, emoji and text for screen readers', async ({
  page,
  guest,
  context,
  server,
}) => {
  const console = await ConsoleView.openAtPrompt(page, guest);
  const look = new LookView(page);

  // A link opens on purpose alone, and what it opens has no hold on this page.
  await console.run(
    String.raw`clear; printf '%s/?link=%s\n\033]8;;javascript:alert(1)\033\\evil-%s\033]8;;\033\\ \033]8;;https://example.org/elsewhere\033\\bank-%s\033]8;;\033\\\n' ${server.url} $((6*7)) $((6*7)) $((6*7))`,
    /^evil-42 bank-42$/m,
  );
  const link = look.terminal.getByText(`${server.url}/?link=42`, { exact: true });
  await link.click({ force: true });
  await expect(look.terminal).toHaveAttribute('title', `${server.url}/?link=42\nCtrl or ⌘ and click to open`);
  // Whatever its text says.
  await look.terminal.getByText('bank-42', { exact: true }).click({ force: true });
  await expect(look.terminal).toHaveAttribute('title', /^https:\/\/example\.org\/elsewhere\n/);
  await look.terminal.getByText('evil-42', { exact: true }).click({ force: true, modifiers: ['Control'] });
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    link.click({ force: true, modifiers: ['Control'] }),
  ]);
  await opened.waitForURL(/link=42/);
  expect(await opened.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
  expect(context.pages()).toHaveLength(2);
  await opened.close();

  // Sixel and iTerm's are drawn, not only taken for what they are.
  await console.run(
    String.raw`clear; printf '\033Pq#1;2;100;0;0#1!40~-!40~-!40~\033\\\n'; printf '\033]1337;File=size=75;inline=1:%s\007\n' ${GREEN_PNG}; echo drawn-$((6*7))`,
    /^drawn-42$/m,
  );
  await expect.poll(() => picturePixels(look.terminal)).toEqual({ red: 40 * 18, green: 12 * 12 });

  // As well when they are what a page begins with, and what draws them comes later than they do.
  await holdPictureCode(page);
  await page.reload();
  await console.expectPrompt();
  await expect.poll(() => picturePixels(look.terminal)).toEqual({ red: 40 * 18, green: 12 * 12 });

  // A thumb with a skin's colour is one sign of two cells: the guest asks where the cursor is after "[" and the thumb.
  await console.run(
    String.raw`clear; stty -icanon -echo; printf '[\360\237\221\215\360\237\217\275\033[6n'; read -r -d R at; stty sane; echo; echo "column-$((6*7))-$(echo "$at" | cut -d";" -f2)"`,
    /^column-42-4$/m,
  );

  await page.getByRole('button', { name: 'Console settings' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Screen reader mode' }).click();
  await page.keyboard.press('Escape');
  await console.run('clear; echo said-$((6*7))', /^said-42$/m);
  await expect(look.terminal.locator('[aria-live=assertive]')).toContainText('said-42');
  await expect(look.terminal.getByRole('listitem').filter({ hasText: /^said-42/ })).toHaveCount(1);

  // A replay shows the pictures, too.
  const history = await HistoryView.open(page, guest, { console: 'con1' });
  await history.find('drawn-42');
  await history.hits.first().click();
  await history.expectText(/^drawn-42$/m);
  // In letters that fit the place, so of another size than on the console.
  await expect
    .poll(async () => Math.min(...Object.values(await picturePixels(history.screen))))
    .toBeGreaterThan(50);
});

type PicturePixels = Record<'red' | 'green', number>;

/** Pixels of these colours among the pictures that are drawn over the text. */
function picturePixels(screen: Locator): Promise<PicturePixels> {
  return screen.evaluate((terminal) => {
    const found = { red: 0, green: 0 };
    const layer = terminal.querySelector<HTMLCanvasElement>('canvas.xterm-image-layer');
    const pixels = layer?.getContext('2d')?.getImageData(0, 0, layer.width, layer.height).data ?? [];
    for (let at = 0; at < pixels.length; at += 4) {
      const [r = 0, g = 0, b = 0] = pixels.slice(at, at + 3);
      if (r > 200 && g < 60 && b < 60) found.red += 1;
      if (g > 200 && r < 60 && b < 60) found.green += 1;
    }
    return found;
  });
}

/** From the next page on its code that draws pictures arrives after the first bytes of the console. */
async function holdPictureCode(page: Page): Promise<void> {
  const bytes = new Promise<void>((resolve) => {
    page.on('websocket', (socket) => {
      if (!socket.url().includes('/consoles/con1')) return;
      socket.on('framereceived', ({ payload }) => {
        if (typeof payload !== 'string') resolve();
      });
    });
  });
  await page.route(/\/addon-image-[^/]*\.js$/, async (route) => {
    await bytes;
    await route.continue();
  });
}

/** Counts, in the pages that follow, the tones that were played to their end. */
async function listenForTones(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let heard = 0;
    globalThis.AudioContext = class extends AudioContext {
      override createOscillator(): OscillatorNode {
        const tone = super.createOscillator();
        // A context that the browser holds back ends none.
        tone.addEventListener('ended', () => {
          heard += 1;
          document.documentElement.dataset['tones'] = String(heard);
        });
        return tone;
      }
    };
  });
}

async function tones(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.documentElement.dataset['tones'] ?? 0));
}
