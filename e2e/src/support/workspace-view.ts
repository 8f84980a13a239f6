import { expect, type Locator, type Page } from '@playwright/test';
import type { Machine } from '@umlaut/contracts/model';
import { ConsoleView } from './console-view.ts';

/** The page with consoles of many machines side by side. */
export class WorkspaceView {
  readonly page: Page;
  readonly tabs: Locator;
  /** Of the consoles that are typed into together. */
  readonly markedTabs: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tabs = page.locator('.dv-tab');
    this.markedTabs = this.tabs.filter({ has: page.locator('svg.tabler-icon-keyboard') });
  }

  static async open(page: Page): Promise<WorkspaceView> {
    await page.goto('/consoles');
    await expect(page.getByRole('heading', { level: 1, name: 'Consoles' })).toBeVisible();
    return new WorkspaceView(page);
  }

  /** The login console of a machine. */
  login({ id }: Machine): ConsoleView {
    return new ConsoleView(this.page, 'Login', this.page.locator(`[data-console="${id}/con1"]`));
  }

  /** The place of a console on the page, whichever tab is in front. */
  async placeOf(
    { id }: Machine,
    console = 'con1',
  ): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.page.locator(`[data-console="${id}/${console}"]`).boundingBox();
    if (box === null) throw new Error('The console is not shown');
    return box;
  }

  async widthOf(machine: Machine): Promise<number> {
    return (await this.placeOf(machine)).width;
  }

  /** Beside the tabs of the place where the machine's login console is. */
  actionOf(machine: Machine, name: string): Locator {
    return this.page
      .locator('.dv-groupview')
      .filter({ has: this.tab(machine) })
      .getByRole('button', { name });
  }

  tab({ name }: Machine): Locator {
    return this.page.getByRole('tab', { name: `${name} Login` });
  }

  async menu({ name }: Machine, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `Menu of ${name} con1` }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Drags a tab to a point of another console, given in parts of its size. */
  async drag(tab: Machine, onto: Machine, part: { x: number; y: number }): Promise<void> {
    const from = await this.tab(tab).boundingBox();
    if (from === null) throw new Error('The tab is not shown');
    const to = await this.placeOf(onto);
    const { mouse } = this.page;
    await mouse.move(from.x + 20, from.y + from.height / 2);
    await mouse.down();
    const target = { x: to.x + to.width * part.x, y: to.y + to.height * part.y };
    await mouse.move(target.x - 5, target.y - 5, { steps: 6 });
    await mouse.move(target.x, target.y, { steps: 3 });
    await mouse.up();
  }

  async expectSideBySide(left: Machine, right: Machine): Promise<void> {
    await expect
      .poll(async () => {
        const [a, b] = [await this.placeOf(left), await this.placeOf(right)];
        return a.x + a.width <= b.x + 2 && Math.abs(a.y - b.y) < 2;
      })
      .toBe(true);
  }

  async expectAbove(upper: Machine, lower: Machine): Promise<void> {
    await expect
      .poll(async () => {
        const [a, b] = [await this.placeOf(upper), await this.placeOf(lower)];
        return a.y + a.height <= b.y;
      })
      .toBe(true);
  }
}
