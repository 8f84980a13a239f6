import type { Page } from '@playwright/test';
import { DEFAULT_LINES, consoleName } from '@umlaut/contracts/model';
import { ConsoleView } from '../support/console-view.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

test('text stands on its cells at any size, and nothing is out of sight: many lines, full screen', async ({
  page,
  machines,
}) => {
  const serial = Array.from({ length: 14 }, (_, line) => ({
    name: consoleName.parse(`ssl${line}`),
    channel: { kind: 'browser' as const },
  }));
  const machine = await machines.create('look', { start: true, lines: [...DEFAULT_LINES, ...serial] });
  const console = await ConsoleView.openAtPrompt(page, machine);

  // Each letter has its cell, whatever size the text had before.
  let round = 0;
  const drift = async (): Promise<number> => driftFromCells(page, console, (round += 1));
  for (const keys of ['', '===', '-', '----', '==']) {
    // oxlint-disable-next-line no-await-in-loop -- one step after the other, as a person takes them
    for (const key of keys) await page.keyboard.press(`Control+${key}`);
    // The guest is told of the new size a moment later.
    // oxlint-disable-next-line no-await-in-loop -- the same
    await expect.poll(drift).toBeLessThan(1.5);
  }

  // The tools beside 16 lines.
  const settings = page.getByRole('button', { name: 'Console settings' });
  await expect(settings).toBeInViewport({ ratio: 1 });
  await page.getByRole('tab', { name: 'ssl13' }).click();
  await expect(page.getByRole('tab', { name: 'ssl13' })).toBeInViewport({ ratio: 0.95 });
  await expect(settings).toBeInViewport({ ratio: 1 });

  // A dialog over the whole screen, and what is left of it afterwards.
  await page.getByRole('button', { name: 'Full screen' }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  const look = page.getByRole('menuitem', { name: 'Colours, font' });
  await settings.click();
  await look.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  expect(await dialog.evaluate((one) => document.fullscreenElement?.contains(one))).toBe(true);
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await expect(dialog).toBeHidden();
  await page.evaluate(() => document.exitFullscreen());
  await settings.click();
  await look.click();
  await expect(dialog).toBeVisible();
});

/** How far the end of a drawn line is from its cell, pixels: else letters stand beside the cursor and what is selected. */
async function driftFromCells(page: Page, console: ConsoleView, round: number): Promise<number> {
  const size = new RegExp(`^${round}: \\d+ (\\d+) -+$`, 'm');
  await console.run(`echo "${round}: $(stty size) ------------------------------"`, size);
  const columns = Number(size.exec((await console.lines()).join('\n'))?.[1]);
  return page.getByTestId('terminal-con1').evaluate(
    (terminal, [begin, count]) => {
      const row = [...terminal.querySelectorAll('.xterm-rows > div')].find(({ textContent }) =>
        textContent?.replaceAll('\u00A0', ' ').startsWith(begin),
      );
      const screen = terminal.querySelector('.xterm-screen');
      if (row === undefined || screen === null) return Number.POSITIVE_INFINITY;
      const drawn = document.createRange();
      drawn.selectNodeContents(row);
      const cell = screen.getBoundingClientRect().width / count;
      return Math.abs(drawn.getBoundingClientRect().width - (row.textContent?.length ?? 0) * cell);
    },
    [`${round}: `, columns] as const,
  );
}
