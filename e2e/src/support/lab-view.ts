import { expect, type Locator, type Page } from '@playwright/test';

/** The page of one lab. */
export class LabView {
  readonly page: Page;
  readonly parts: Locator;
  readonly drawing: Locator;

  constructor(page: Page) {
    this.page = page;
    this.parts = page.getByRole('region', { name: 'Parts' });
    this.drawing = page.getByRole('toolbar', { name: 'Drawing' });
  }

  /** Makes a lab by clicking, and is on its page then. */
  static async create(page: Page, name: string): Promise<LabView> {
    await page.goto('/labs');
    await page.getByRole('button', { name: 'New lab' }).click();
    const dialog = page.getByRole('dialog', { name: 'New lab' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: 'Create lab' }).click();
    const view = new LabView(page);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(view.drawing).toBeVisible();
    return view;
  }

  async add(part: string): Promise<void> {
    await this.parts.getByRole('button', { name: `Add ${part}`, exact: true }).click();
    await expect(this.node(part === 'Switch' ? 'Switch 1' : part)).toBeVisible();
  }

  /** Arranges everything, and waits until it stands where it then is. */
  async layOut(): Promise<void> {
    const before = await this.#places();
    await this.drawing.getByRole('button', { name: 'Lay out' }).click();
    let last = before;
    await expect
      .poll(async () => {
        const now = await this.#places();
        const isStill = now === last && now !== before;
        last = now;
        return isStill;
      })
      .toBe(true);
  }

  async #places(): Promise<string> {
    const boxes = await this.page
      .locator('.react-flow__node')
      .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().toJSON() as unknown));
    return JSON.stringify(boxes);
  }

  /** A thing on the canvas. */
  node(name: string): Locator {
    return this.page.locator('.react-flow__node').filter({ hasText: name });
  }

  /** The panel of what is selected. */
  panel(kind: 'Machine' | 'Switch' | 'Link' | 'Port' | 'Interface' | 'Internet'): Locator {
    return this.page.getByRole('complementary', { name: kind });
  }

  /** Draws a link with the pointer, from the plug of one thing onto another. */
  async drag(from: string, to: string): Promise<void> {
    const plug = await this.node(from).locator('[data-port=next]').boundingBox();
    const target = await this.node(to).boundingBox();
    if (plug === null || target === null) throw new Error('Not both are in view');
    const { mouse } = this.page;
    await mouse.move(plug.x + plug.width / 2, plug.y + plug.height / 2);
    await mouse.down();
    await mouse.move(target.x + 20, target.y + 12, { steps: 6 });
    await mouse.up();
    await expect(this.panel('Link')).toBeVisible();
  }

  /** Draws a link with the keyboard, from what is selected. */
  async linkByKeys(to: string): Promise<void> {
    await this.page.keyboard.press('l');
    const dialog = this.page.getByRole('dialog', { name: 'Draw a link' });
    await dialog.getByRole('combobox', { name: 'To' }).fill(to);
    await this.page.getByRole('option', { name: new RegExp(`^${to} `) }).click();
    await dialog.getByRole('button', { name: 'Draw it' }).click();
    await expect(this.panel('Link')).toBeVisible();
  }
}
