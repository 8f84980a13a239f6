import { chromium } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, chromiumPath, TestServer } from '@umlaut/testkit';
import { signedIn } from './support/test.ts';

await using server = await TestServer.start({ entry: 'dist/main.js' });
console.log(server.url);
const session = await signedIn(server);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGUMENTS] });
const context = await browser.newContext({
  storageState: session,
  viewport: { width: 1440, height: 900 },
  baseURL: server.url,
});
const page = await context.newPage();
page.on('console', (m) => {
  if (m.type() === 'error' || m.type() === 'warning') console.log('CONSOLE', m.text().slice(0, 300));
});
page.on('pageerror', (e) => console.log('PAGEERROR', e.stack?.slice(0, 600)));
const shot = async (name: string): Promise<void> => {
  await page.screenshot({ path: `/tmp/canvas-shots/${name}.png` });
};
try {
  await page.goto('/labs');
  await page.getByRole('heading', { name: 'Ready-made labs' }).waitFor();
  await page.waitForTimeout(1000);
  await shot('labs-empty');
  const { items } = await server.api.labs.templates();
  console.log(items.map((t) => [t.id, t.name, t.machineCount, t.problem]));
  const { lab } = await server.api.labs.createFromTemplate({
    templateId: items[1]!.id,
    name: 'First',
    start: false,
  });
  await server.api.labs.create({ name: 'Empty', description: 'Nothing in here yet' });
  await page.waitForTimeout(500);
  await shot('labs-full');
  await page.goto(`/labs/${lab.id}`);
  await page.waitForTimeout(2500);
  await shot('lab');
  const link = lab.links[0]!;
  await page.locator('.react-flow__node-machine').first().click();
  await page.waitForTimeout(600);
  await shot('lab-machine');
  const sw = page.locator('.react-flow__node-switch').first();
  if ((await sw.count()) > 0) {
    await sw.click();
    await page.waitForTimeout(500);
    await shot('lab-switch');
  }
  await page.goto(`/labs/${lab.id}?view=list`);
  await page.waitForTimeout(1500);
  await page.getByRole('button', { name: / to / }).first().click();
  await page.waitForTimeout(500);
  await shot('lab-list-link');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`/labs/${lab.id}`);
  await page.waitForTimeout(1500);
  await shot('lab-dark');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(600);
  await shot('lab-390');
  await page.goto('/labs');
  await page.waitForTimeout(1000);
  await shot('labs-390');
  void link;
} catch (error) {
  console.log(error);
  await shot('failed');
}
await browser.close();
