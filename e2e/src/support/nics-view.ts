import { expect, type Locator, type Page } from '@playwright/test';

/** The tab Network of a machine's page, and the dialog of an interface. */
export class NicsView {
  readonly page: Page;
  readonly dialog: Locator;
  readonly table: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog');
    this.table = page.getByRole('region', { name: 'Network interfaces' }).getByRole('table');
  }

  row(device: string): Locator {
    return this.table
      .getByRole('row')
      .filter({ has: this.page.getByRole('cell', { name: device, exact: true }) });
  }

  async openAdd(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add interface' }).click();
    await expect(this.kinds).toBeVisible();
  }

  async openChange(device: string): Promise<void> {
    await this.row(device)
      .getByRole('button', { name: `Change ${device}` })
      .click();
    await expect(this.kinds).toBeVisible();
  }

  get kinds(): Locator {
    return this.dialog.getByRole('radiogroup', { name: 'Kind' });
  }

  kind(label: string): Locator {
    return this.kinds.getByRole('radio', { name: label, exact: true });
  }

  /** By the name that the manual has for it. */
  field(label: string, manual: string): Locator {
    return this.dialog.getByRole('textbox', { name: `${label}${manual}` });
  }

  async submit(label: string): Promise<void> {
    await this.dialog.getByRole('button', { name: label, exact: true }).click();
  }
}
