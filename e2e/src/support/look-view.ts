import { expect, type Locator, type Page } from '@playwright/test';

/** How the login console looks, and the dialog where that is chosen. */
export class LookView {
  readonly page: Page;
  readonly terminal: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.terminal = page.getByTestId('terminal-con1');
    this.dialog = page.getByRole('dialog', { name: 'Consoles of this browser' });
  }

  async openDialog(): Promise<void> {
    await this.page.getByRole('button', { name: 'Console settings' }).click();
    await this.page.getByRole('menuitem', { name: 'Colours, font' }).click();
    await expect(this.dialog).toBeVisible();
  }

  async closeDialog(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.dialog).toBeHidden();
  }

  async chooseColours(name: string): Promise<void> {
    await this.dialog.getByRole('combobox', { name: 'Colours' }).click();
    await this.page.getByRole('option', { name, exact: true }).click();
  }

  async chooseBell(name: 'Flash' | 'Sound' | 'Off'): Promise<void> {
    await this.openDialog();
    await this.dialog.getByRole('radiogroup', { name: 'Bell' }).getByText(name).click();
    await this.closeDialog();
  }

  /** @returns how often the frame has lit up since: it does for moments that a look from outside would miss */
  async countFlashes(): Promise<() => Promise<number>> {
    const count = await this.terminal.evaluateHandle((terminal) => {
      const seen = new Set<Animation>();
      const look = (): void => {
        for (const flash of terminal.getAnimations()) seen.add(flash);
        requestAnimationFrame(look);
      };
      look();
      return seen;
    });
    return () => count.evaluate(({ size }) => size);
  }
}
