import { expect, type Locator, type Page } from '@playwright/test';
import type { Machine } from '@umlaut/contracts/model';

/** The page of one machine. */
export class MachineView {
  readonly page: Page;
  /** "Running", "Stopped", ... in the header. */
  readonly state: Locator;
  readonly heading: Locator;
  /** How the last run ended. */
  readonly exit: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { level: 1 });
    this.state = page.locator('header').filter({ has: this.heading }).getByRole('status');
    this.exit = page.getByRole('region', { name: 'How the last run ended' });
  }

  static async open(page: Page, machine: Pick<Machine, 'id' | 'name'>): Promise<MachineView> {
    await page.goto(`/machines/${machine.id}`);
    const view = new MachineView(page);
    await expect(view.heading).toHaveText(machine.name);
    return view;
  }

  async expectState(label: string, timeoutMs = 60_000): Promise<void> {
    await expect(this.state).toHaveText(label, { timeout: timeoutMs });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async openTab(
    name: 'Consoles' | 'Cockpit' | 'Overview' | 'Disks' | 'Snapshots' | 'Network' | 'Lines' | 'Share' | 'Log',
  ): Promise<void> {
    await this.page
      .getByRole('tablist', { name: 'About this machine' })
      .getByRole('tab', { name, exact: true })
      .click();
  }

  /** Chooses from the menu beside the buttons. */
  async choose(action: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More actions' }).click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  /** Answers the question that is open. */
  async confirm(label: string): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click();
  }
}
