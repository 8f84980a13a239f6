import { expect, type Locator, type Page } from '@playwright/test';
import type { Machine } from '@umlaut/contracts/model';

export type ConsoleLabel = 'Kernel' | 'Login' | 'ssl0';
const TERMINALS: Readonly<Record<ConsoleLabel, string>> = {
  Kernel: 'terminal-con0',
  Login: 'terminal-con1',
  ssl0: 'terminal-ssl0',
};
/** End of the starter image's prompt, "root@NAME:~# ". */
const PROMPT = /:~#\s*$/;

/** A console, of a machine's page unless another scope is given, read from what the DOM renderer draws: what a person would see. */
export class ConsoleView {
  readonly page: Page;
  readonly tab: Locator;
  readonly #terminal: Locator;
  readonly #input: Locator;
  readonly #rows: Locator;

  /** @param scope the part of the page to look in, where several machines' consoles are shown */
  constructor(page: Page, label: ConsoleLabel = 'Login', scope: Page | Locator = page) {
    this.page = page;
    this.tab = page.getByRole('tablist', { name: 'Consoles' }).getByRole('tab', { name: label });
    this.#terminal = scope.getByTestId(TERMINALS[label]);
    this.#input = scope.getByRole('textbox', { name: new RegExp(`^${label} console of `) });
    this.#rows = this.#terminal.locator('.xterm-rows > div');
  }

  /** Opens the machine's page and waits for a prompt on its login console. */
  static async openAtPrompt(page: Page, machine: Pick<Machine, 'id'>): Promise<ConsoleView> {
    await page.goto(`/machines/${machine.id}`);
    const console = new ConsoleView(page);
    await console.expectPrompt();
    return console;
  }

  /** Lines in view, top to bottom, without trailing blanks. */
  async lines(): Promise<string[]> {
    const texts = await this.#rows.allTextContents();
    return texts.map((text) => text.replaceAll('\u00A0', ' ').trimEnd());
  }

  /** How many lines the terminal has room for. */
  async rowCount(): Promise<number> {
    return this.#rows.count();
  }

  /** Waits until the text stands in view, perhaps wrapped over lines. */
  async expectText(pattern: RegExp, timeoutMs = 60_000): Promise<void> {
    await expect
      .poll(async () => (await this.lines()).join('\n').trimEnd(), {
        timeout: timeoutMs,
        message: `${pattern} on the console`,
      })
      .toMatch(pattern);
  }

  /** Waits until the shell waits: the last line in use is a prompt. */
  async expectPrompt(timeoutMs = 60_000): Promise<void> {
    await this.expectText(PROMPT, timeoutMs);
  }

  /** Whether the keyboard is in this terminal. */
  async expectFocus(): Promise<void> {
    await expect(this.#input).toBeFocused();
  }

  /** Types a line as a person does, key by key. */
  async type(line: string): Promise<void> {
    await this.#input.focus();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** Runs a command whose output the pattern describes; the pattern must not match the command itself. */
  async run(command: string, pattern: RegExp): Promise<void> {
    await this.type(command);
    await this.expectText(pattern);
  }

  /** Pages upwards until the text stands in view. */
  async scrollUpTo(pattern: RegExp): Promise<void> {
    await this.#input.focus();
    const deadline = Date.now() + 60_000;
    for (let shown = await this.lines(); !pattern.test(shown.join('\n')); shown = await this.lines()) {
      expect(Date.now(), `${pattern} further up on the console`).toBeLessThan(deadline);
      await this.page.keyboard.press('Shift+PageUp');
      // Not before it is drawn: another page would go over this one unseen.
      await expect.poll(async () => (await this.lines()).join('\n')).not.toBe(shown.join('\n'));
    }
  }
}
