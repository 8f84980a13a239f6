import type { Page } from '@playwright/test';
import type { MachineId } from '@umlaut/contracts/model';
import { alternate } from '../alternate.ts';
import { awaitText, withDeadline } from '../bench-console.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { loadBareXterm, openBareXterm, replayBare, type BareSize } from '../browser/bare-xterm.ts';
import { clickAndAwaitText } from '../browser/in-page.ts';
import { loadAtPrompt, rowsOf } from '../browser/machine-page.ts';
import { openBrowser, openSignedIn } from '../browser/open-browser.ts';
import { Lab, SHELL_PROMPT } from '../lab.ts';
import { FIRST_LINE, LAST_LINE, NUMBERED_LINES, printNumberedLines, takeReplay } from '../numbered-lines.ts';
import type { Row } from '../report.ts';
import { median, medianOfPairs } from '../statistics.ts';

const TIMEOUT_MS = 30_000;
const MAX_ROUNDS = 15;
/** The top of the terminal is gone to again after so many pages below it, until the first line was found. */
const PAGES_BELOW = 20;
const MAX_PRESSES = 60;
const PRESS_MS = 300;
const KERNEL_TAB = '[role=tab][id$="tab-con0"]';

export const consoleReplay: Benchmark = {
  name: 'console-replay',
  summary: `opening a console with ${NUMBERED_LINES} lines in Chromium until the last is painted, against bare xterm.js`,
  goal: 'under 150 ms',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const limits = { timeoutMs: TIMEOUT_MS, context };
  const lab = context.owned.use(await Lab.open(context));
  const id = await lab.createStarted('replay');
  const browser = await openBrowser(lab, context);
  const ours = await openSignedIn(browser, lab);
  const shell = await lab.openConsole(id, 'con1');
  await awaitText(shell, SHELL_PROMPT, limits);
  context.say(`the guest prints ${NUMBERED_LINES} lines`);
  await printNumberedLines(shell, await lab.openConsole(id, 'con0'), limits);

  const bare = await openBareXterm(browser);
  await measureOurs({ page: ours, lab, id, context });
  await assertScrollsToFirst(ours);
  const viewer = await lab.openConsole(id, 'con0');
  const size = await viewer.size();
  const base64 = (await takeReplay(viewer, limits)).toString('base64');
  await measureBare(bare, { base64, size }, context);

  const measured = await alternate({
    context,
    ours: () => measureOurs({ page: ours, lab, id, context }),
    baseline: () => measureBare(bare, { base64, size }, context),
    minRounds: 2,
    maxRounds: MAX_ROUNDS,
    onRound: (round, our, base) =>
      context.say(`round ${round + 1}: ours ${our.toFixed(0)} ms, bare xterm.js ${base.toFixed(0)} ms`),
  });
  return [
    {
      name: 'console-replay',
      value: median(measured.ours),
      unit: 'ms',
      baseline: median(measured.baseline),
      baselineName: 'bare xterm.js, ms',
      ratio: medianOfPairs(measured.ours, measured.baseline, (our, base) => base / our),
    },
  ];
}

interface OurSide {
  page: Page;
  lab: Lab;
  id: MachineId;
  context: BenchContext;
}

/** The page of the machine is there with the login console; then the kernel's, never opened before, is clicked. */
async function measureOurs({ page, lab, id, context }: OurSide): Promise<number> {
  const options = { timeoutMs: TIMEOUT_MS, context };
  await loadAtPrompt(page, lab, id, options);
  // What the page still loads belongs to its start, which is not what is measured.
  await page.waitForLoadState('networkidle');
  const task = { click: KERNEL_TAB, rows: rowsOf('con0'), text: LAST_LINE };
  return withDeadline(page.evaluate(clickAndAwaitText, task), options, () => 'the last line on the page');
}

async function measureBare(
  page: Page,
  given: { base64: string; size: BareSize },
  context: BenchContext,
): Promise<number> {
  await page.bringToFront();
  await loadBareXterm(page);
  const replayed = page.evaluate(replayBare, { ...given, text: LAST_LINE });
  return withDeadline(replayed, { timeoutMs: TIMEOUT_MS, context }, () => 'the last line in bare xterm.js');
}

/** The older lines come once one scrolls to them: some pages below its top, after what the boot said, is the first. */
async function assertScrollsToFirst(page: Page): Promise<void> {
  await page.locator('[data-testid=terminal-con0] textarea').focus();
  const first = page.locator(rowsOf('con0')).getByText(FIRST_LINE);
  for (let presses = 0; presses < MAX_PRESSES; presses++) {
    await page.keyboard.press(presses % PAGES_BELOW <= 1 ? 'Control+Shift+Home' : 'Shift+PageDown');
    const isThere = await first.waitFor({ timeout: PRESS_MS }).then(
      () => true,
      () => false,
    );
    if (isThere) return;
  }
  throw new Error(`${FIRST_LINE} is nowhere near the top of the terminal`);
}
