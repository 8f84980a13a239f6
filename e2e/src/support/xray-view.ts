import { expect, type Locator, type Page } from '@playwright/test';
import type { Machine } from '@umlaut/contracts/model';

/** The tab X-ray of a machine's page. */
export class XrayView {
  readonly page: Page;
  readonly verdict: Locator;
  readonly interfaces: Locator;
  readonly path: Locator;
  readonly incidents: Locator;

  constructor(page: Page) {
    this.page = page;
    this.verdict = page.getByRole('region', { name: 'Verdict' });
    this.interfaces = page
      .getByRole('table')
      .filter({ has: page.getByRole('columnheader', { name: 'MAC' }) });
    this.path = page.getByRole('combobox', { name: 'Path in the guest' });
    this.incidents = page.getByRole('list', { name: 'Incidents, newest first' });
  }

  static async open(
    page: Page,
    machine: Pick<Machine, 'id'>,
    view: 'now' | 'files' | 'incidents' = 'now',
  ): Promise<XrayView> {
    await page.goto(`/machines/${machine.id}?tab=xray${view === 'now' ? '' : `&view=${view}`}`);
    return new XrayView(page);
  }

  /** Waits until what is shown is of this second. */
  async expectLive(): Promise<void> {
    await expect(this.page.getByTestId('xray-freshness')).toHaveText('Live', { timeout: 60_000 });
  }

  interface(name: string): Locator {
    return this.interfaces
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  graph(title: string): Locator {
    return this.page.getByRole('figure', { name: title, exact: true });
  }

  async read(path: string): Promise<void> {
    await this.path.fill(path);
    await this.path.press('Enter');
  }

  /** What of a file is shown. */
  contents(path: string): Locator {
    return this.page.getByRole('region', { name: `Contents of ${path}` });
  }
}
