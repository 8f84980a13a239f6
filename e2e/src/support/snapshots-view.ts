import type { Locator, Page } from '@playwright/test';

/** The tab Snapshots of a machine's page. */
export class SnapshotsView {
  readonly page: Page;
  readonly dialog: Locator;
  /** The present state, in its place in the tree. */
  readonly present: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog');
    this.present = page.getByRole('listitem').and(page.locator('[aria-current="true"]'));
  }

  card(name: string): Locator {
    return this.page.getByRole('article', { name: `Snapshot ${name}`, exact: true });
  }

  /** What came from a snapshot. */
  children(name: string): Locator {
    return this.page.getByRole('list', { name: `Came from ${name}`, exact: true });
  }

  async take(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Take a snapshot' }).click();
    await this.dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.page.keyboard.press('Enter');
  }

  async choose(name: string, action: string): Promise<void> {
    await this.card(name)
      .getByRole('button', { name: `Actions of ${name}` })
      .click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  async answer(label: string): Promise<void> {
    await this.dialog.getByRole('button', { name: label, exact: true }).click();
  }
}
