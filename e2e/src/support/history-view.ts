import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Machine } from '@umlaut/contracts/model';

/** The tab History of a machine's page, read from what the replay draws. */
export class HistoryView {
  readonly page: Page;
  /** When the newest of what is shown came, and how much comes before it. */
  readonly moment: Locator;
  readonly player: Locator;
  readonly boots: Locator;
  readonly hits: Locator;
  readonly search: Locator;
  /** Its value and its largest one are milliseconds of the replay. */
  readonly slider: Locator;
  /** Of the console, where a machine has many. */
  readonly picker: Locator;
  readonly screen: Locator;
  readonly #rows: Locator;

  constructor(page: Page, console: string) {
    this.page = page;
    this.moment = page.getByTestId('history-moment');
    this.player = page.getByRole('application', { name: /^Replay of the console / });
    this.boots = page.getByRole('list', { name: 'Boots, newest first' }).getByRole('button');
    this.hits = page.getByRole('list', { name: 'Found, newest first' }).getByRole('button');
    this.search = page.getByRole('searchbox', { name: 'Text to look for' });
    this.slider = page.getByRole('slider', { name: 'Place in the history' });
    this.picker = page.getByRole('combobox', { name: 'Console', exact: true });
    this.screen = page.getByTestId(`replay-${console}`);
    this.#rows = this.screen.locator('.xterm-rows > div');
  }

  /** Opens a console's history; at its end, unless an offset is given. */
  static async open(
    page: Page,
    machine: Pick<Machine, 'id'>,
    { console, at }: { console: string; at?: number },
  ): Promise<HistoryView> {
    const moment = at === undefined ? '' : `&at=${at}`;
    await page.goto(`/machines/${machine.id}?tab=history&console=${console}${moment}`);
    return new HistoryView(page, console);
  }

  /** Waits until the text stands on the replay's screen. */
  async expectText(pattern: RegExp): Promise<void> {
    await expect
      .poll(() => this.#text(), { timeout: 60_000, message: `${pattern} in the replay` })
      .toMatch(pattern);
  }

  async expectNoText(pattern: RegExp): Promise<void> {
    await expect
      .poll(() => this.#text(), { timeout: 60_000, message: `no ${pattern} in the replay` })
      .not.toMatch(pattern);
  }

  async find(text: string): Promise<void> {
    await this.search.fill(text);
    await this.search.press('Enter');
  }

  /** Downloads the whole of it as a person does. */
  async download(format: 'Text' | 'ANSI' | 'asciicast v2'): Promise<{ name: string; text: string }> {
    await this.page.getByRole('button', { name: 'Download', exact: true }).click();
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('menuitem', { name: new RegExp(`^${format}`) }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  }

  /** Asks to clear it, and answers what that is asked back. */
  async clear(answer: 'Clear history' | 'Cancel'): Promise<void> {
    await this.page.getByRole('button', { name: 'Clear', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Clear the history of / });
    await expect(dialog).toContainText('go for good');
    await dialog.getByRole('button', { name: answer }).click();
    await expect(dialog).toBeHidden();
  }

  async #text(): Promise<string> {
    const rows = await this.#rows.allTextContents();
    return rows
      .map((row) => row.replaceAll('\u00A0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }
}
