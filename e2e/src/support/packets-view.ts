import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** The packets of a capture. */
export class PacketsView {
  readonly page: Page;
  readonly payload: Locator;

  constructor(page: Page) {
    this.page = page;
    this.payload = page.getByRole('region', { name: 'Payload of the conversation' });
  }

  /** Opens them in another page of the same browser. */
  static async open(page: Page, link: Locator): Promise<PacketsView> {
    const address = await link.getAttribute('href');
    const other = await page.context().newPage();
    await other.goto(address ?? '');
    await expect(other.getByRole('heading', { level: 1, name: 'Packets' })).toBeVisible();
    await expect(other.getByRole('main').getByText('Live', { exact: true })).toBeVisible();
    return new PacketsView(other);
  }

  /** Packets in view; not the line that names the columns. */
  rows(text: RegExp): Locator {
    return this.page.locator('[role=row][aria-selected]').filter({ hasText: text });
  }

  /** Follows the conversation of the first of them, with the keys. */
  async followFirst(text: RegExp): Promise<void> {
    await this.rows(text).first().click();
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByRole('region', { name: 'Bytes' })).toBeVisible();
    await this.page.getByRole('button', { name: 'Follow this conversation' }).click();
    await expect(this.payload).toBeVisible();
  }

  async firstBytesOfDownload(): Promise<number[]> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('link', { name: 'Download' }).click(),
    ]);
    return [...(await readFile(await download.path())).subarray(0, 4)];
  }
}
