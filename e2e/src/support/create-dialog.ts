import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog "New machine". */
export class CreateDialog {
  readonly page: Page;
  readonly root: Locator;
  readonly name: Locator;
  readonly count: Locator;
  readonly memory: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole('dialog', { name: 'New machine' });
    this.name = this.root.getByRole('textbox', { name: 'Name', exact: true });
    this.count = this.root.getByLabel('How many');
    this.memory = this.root.getByLabel('Memory');
  }

  static async open(page: Page): Promise<CreateDialog> {
    await page.getByRole('button', { name: 'New machine' }).click();
    const dialog = new CreateDialog(page);
    await expect(dialog.name).toBeFocused();
    return dialog;
  }
}
