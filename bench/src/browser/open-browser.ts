import { chromium, type Browser, type Page } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, chromiumPath } from '@umlaut/testkit';
import type { BenchContext } from '../benchmark.ts';
import type { Lab } from '../lab.ts';

export const VIEWPORT = { width: 1440, height: 900 };

/** The Chromium that the end-to-end tests use too. The benchmark owns it; its files are in the lab's folder. */
export async function openBrowser(lab: Lab, context: BenchContext): Promise<Browser> {
  context.say('starting Chromium');
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...CHROMIUM_ARGUMENTS],
    env: { ...definedOf(process.env), TMPDIR: await lab.folder('browser') },
    // The runner cleans up after signals, in the right order; Playwright would end this process.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return context.owned.use(browser);
}

/** A page of the server that is signed in. */
export async function openSignedIn(browser: Browser, lab: Lab): Promise<Page> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(await lab.signInAddress());
  await page.waitForURL(/\/machines$/);
  return page;
}

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
