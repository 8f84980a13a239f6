import { expect, type Locator, type Page } from '@playwright/test';

/** The list of machines, in a wide window. */
export class MachinesView {
  readonly page: Page;
  readonly table: Locator;
  readonly filter: Locator;
  /** What stands above the table while machines are selected. */
  readonly selection: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('table', { name: 'Machines' });
    this.filter = page.getByRole('searchbox', { name: 'Filter machines' });
    this.selection = page.getByRole('region', { name: 'Selected machines' });
  }

  /** Opens the list and shows only the machines whose name has this in it. */
  static async open(page: Page, filter: string): Promise<MachinesView> {
    await page.goto(`/machines?q=${encodeURIComponent(filter)}`);
    const view = new MachinesView(page);
    await expect(view.filter).toHaveValue(filter);
    return view;
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  /** Rows of machines in the DOM, which the list keeps few. */
  get rows(): Locator {
    return this.table.locator('tbody tr[data-machine-id]');
  }

  async selectAll(): Promise<void> {
    await this.table.getByRole('checkbox', { name: 'Select all that are shown' }).check();
  }

  async bulk(action: string): Promise<void> {
    await this.selection.getByRole('button', { name: action, exact: true }).click();
  }
}
