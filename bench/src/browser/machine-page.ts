import type { Page } from '@playwright/test';
import type { MachineId } from '@umlaut/contracts/model';
import { withDeadline, type AwaitOptions } from '../bench-console.ts';
import type { Lab } from '../lab.ts';
import { watchLastLine } from './in-page.ts';

const LOGIN_CONSOLE = 'con1';
/** Last line in view while the starter image's shell waits. */
const PROMPT_END = ':~#';
export const LOGIN_ROWS = rowsOf(LOGIN_CONSOLE);

/** The rows of a console's terminal, as the DOM renderer draws them. */
export function rowsOf(console: string): string {
  return `[data-testid=terminal-${console}] .xterm-rows`;
}

/** Loads the machine's page with its login console shown, afresh, and waits for the prompt there. */
export async function loadAtPrompt(
  page: Page,
  lab: Lab,
  id: MachineId,
  options: AwaitOptions,
): Promise<void> {
  await page.bringToFront();
  await page.goto(lab.address(`/machines/${id}?console=${LOGIN_CONSOLE}`));
  await page.waitForSelector(LOGIN_ROWS);
  await atPrompt(page, options);
}

/** Waits for the prompt on the login console. */
async function atPrompt(page: Page, options: AwaitOptions): Promise<void> {
  const watch = await page.evaluateHandle(watchLastLine, { rows: LOGIN_ROWS, end: PROMPT_END });
  await withDeadline(
    watch.evaluate(({ painted }) => painted),
    options,
    () => 'the prompt on the page',
  );
}

/** Presses Ctrl-C on the login console. @returns milliseconds until the prompt was painted */
export async function interruptToPrompt(page: Page, options: AwaitOptions): Promise<number> {
  const task = { key: 'c', rows: LOGIN_ROWS, end: PROMPT_END };
  const watch = await page.evaluateHandle(watchLastLine, task);
  await page.keyboard.press('Control+c');
  return withDeadline(
    watch.evaluate(({ painted }) => painted),
    options,
    () => 'the prompt after Ctrl-C',
  );
}

/** Types a line into the login console as a person does. */
export async function typeLine(page: Page, line: string): Promise<void> {
  await page.locator(`[data-testid=terminal-${LOGIN_CONSOLE}] textarea`).focus();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}
