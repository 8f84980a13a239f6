import { expect, type Locator, type Page } from '@playwright/test';

/** The page "Disks" of the whole host, in a wide window. */
export class StorageView {
  readonly page: Page;
  readonly table: Locator;
  /** What asks before an act on a root disk. */
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('table', { name: 'Images and disks' });
    this.dialog = page.getByRole('dialog', { name: /ubda/ });
  }

  static async open(page: Page): Promise<StorageView> {
    await page.goto('/disks');
    const view = new StorageView(page);
    await expect(view.table).toBeVisible();
    return view;
  }

  async filter(words: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Filter disks' }).fill(words);
  }

  /** The row that begins with the name of a machine or an image. */
  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  /** How much of a disk its guest has changed. */
  changed(name: string): Locator {
    return this.row(name).getByRole('cell').nth(2);
  }

  async choose(name: string, action: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `Actions of ubda of ${name}` })
      .click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  async answer(label: string): Promise<void> {
    await this.dialog.getByRole('button', { name: label, exact: true }).click();
  }
}
