import type { Locator, Page } from '@playwright/test';

/** The tab Disks of a machine's page. */
export class DisksView {
  readonly page: Page;
  readonly dialog: Locator;
  /** Of a machine that boots from a directory. */
  readonly root: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog');
    this.root = page.getByRole('article', { name: 'Root directory' });
  }

  card(device: string): Locator {
    return this.page.getByRole('article', { name: `Disk ${device}` });
  }

  async openAdd(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a disk' }).click();
  }

  async choose(device: string, action: string): Promise<void> {
    await this.card(device)
      .getByRole('button', { name: `Actions of ${device}` })
      .click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  async answer(label: string): Promise<void> {
    await this.dialog.getByRole('button', { name: label, exact: true }).click();
  }
}
