import type { Locator, Page } from '@playwright/test';

/** The tab Lines of a machine's page. */
export class LinesView {
  readonly page: Page;
  readonly dialog: Locator;
  readonly table: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog');
    this.table = page.getByRole('table', { name: 'Lines' });
  }

  row(name: string): Locator {
    return this.table.getByRole('row', { name, exact: true });
  }

  async add(name: string, channel: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a line' }).click();
    await this.dialog.getByRole('combobox', { name: 'Line', exact: true }).click();
    await this.page.getByRole('option', { name, exact: true }).click();
    await this.dialog.getByRole('radio', { name: channel }).check();
    await this.dialog.getByRole('button', { name: 'Add', exact: true }).click();
  }

  async choose(name: string, action: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `Actions of ${name}` })
      .click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }
}
