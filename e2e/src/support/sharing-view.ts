import { expect, type Locator, type Page } from '@playwright/test';

/** The viewers' button of a console's toolbar, and what it opens. */
export class SharingView {
  readonly page: Page;
  readonly button: Locator;
  readonly panel: Locator;
  /** Why the keys had no effect. */
  readonly notice: Locator;
  readonly links: Locator;

  constructor(page: Page) {
    this.page = page;
    this.button = page.getByRole('button', { name: /^(?:\d+ viewers?|Viewers and sharing)/ });
    this.panel = page.getByRole('dialog', { name: 'Viewers of this console' });
    this.notice = page.getByRole('status').filter({ hasText: 'goes nowhere' });
    this.links = page.getByRole('list', { name: 'Links that are good now' }).getByRole('listitem');
  }

  async open(): Promise<void> {
    await this.button.click();
    await expect(this.panel).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.panel).toBeHidden();
  }

  async callMyself(name: string): Promise<void> {
    await this.open();
    await this.panel.getByLabel('Your name here').fill(name);
    await this.panel.getByRole('button', { name: 'Save' }).click();
    await this.expectViewer(`${name} (you)`);
    await this.close();
  }

  /** With the panel open. */
  async expectViewer(text: string): Promise<void> {
    await expect(this.panel.getByRole('listitem').filter({ hasText: text })).toBeVisible();
  }

  async press(name: string): Promise<void> {
    await this.open();
    await this.panel.getByRole('button', { name }).click();
    await expect(this.panel).toBeHidden();
  }

  /** @returns the address of a new guest link; the dialog stays open. */
  async share(label: string): Promise<string> {
    await this.open();
    await this.panel.getByRole('button', { name: 'Share…' }).click();
    await this.page.getByLabel('Whom it is for').fill(label);
    await this.page.getByRole('button', { name: 'Make a link' }).click();
    return this.page.getByRole('textbox', { name: 'The guest link' }).inputValue();
  }
}
