import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2 AA and everything that it includes. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Colours do not depend on the width, nor the layout on colours. Tall: nothing hides behind the bar of a phone. */
const FORMS = [
  { width: 390, height: 2400, colorScheme: 'dark' },
  { width: 1440, height: 900, colorScheme: 'light' },
] as const;

/**
 * Notes each rule that the page breaks and the elements that break it, on a phone in the dark and on a desktop
 * in the light; the test goes on and fails at its end.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const { width, height, colorScheme } of FORMS) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    // The page hears of it a moment later; in between there would be colours of both.
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: 'attached' });
    await page.evaluate(drawn);
    await note(page, `${colorScheme}, ${width} px`, axeOn(page));
  }
}

/** Resolves once the page was drawn as it is now. */
async function drawn(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** Within the page alone, which has no frames: otherwise each look opens a window of its own and takes twice as long. */
function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true);
}

async function note(page: Page, form: string, axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    at: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary ?? ''}`),
  }));
  expect.soft(found, `axe on ${new URL(page.url()).pathname}, ${form}`).toEqual([]);
}
