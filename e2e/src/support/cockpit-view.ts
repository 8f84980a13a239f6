import { expect, type Locator, type Page } from '@playwright/test';
import type { Machine } from '@umlaut/contracts/model';

type Panel = 'kernel' | 'sysrq' | 'devices' | 'memory';

/** The tab Cockpit of a machine's page. */
export class CockpitView {
  readonly page: Page;
  /** The line that takes what one types. */
  readonly prompt: Locator;
  readonly completions: Locator;
  /** Every answer, newest first. */
  readonly answers: Locator;

  constructor(page: Page) {
    this.page = page;
    this.prompt = page.getByRole('combobox', { name: 'Request line for mconsole' });
    this.completions = page.getByRole('listbox', { name: 'Completions' });
    this.answers = page
      .getByRole('list', { name: 'Answers of the kernel, newest first' })
      .getByRole('article');
  }

  static async open(page: Page, machine: Pick<Machine, 'id'>, panel: Panel = 'kernel'): Promise<CockpitView> {
    await page.goto(`/machines/${machine.id}?tab=cockpit&panel=${panel}`);
    const view = new CockpitView(page);
    await expect(view.prompt).toBeVisible();
    return view;
  }

  /** The newest answer; it stands open. */
  get newest(): Locator {
    return this.answers.first();
  }

  /** Types a line, as those do who know mconsole. */
  async send(line: string): Promise<void> {
    await this.prompt.fill(line);
    await this.prompt.press('Enter');
  }

  /** Waits until the newest answer is to this line, and came to this. */
  async expectNewest(line: string, status: string, timeoutMs = 60_000): Promise<void> {
    await expect(this.newest).toHaveAccessibleName(`${line}: ${status}`, { timeout: timeoutMs });
  }

  async openPanel(name: 'Kernel' | 'SysRq' | 'Devices' | 'Memory'): Promise<void> {
    await this.page
      .getByRole('tablist', { name: 'Controls of the kernel' })
      .getByRole('tab', { name, exact: true })
      .click();
  }
}
