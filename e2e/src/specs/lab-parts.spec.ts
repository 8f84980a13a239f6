import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { LabView } from '../support/lab-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('copies a machine with its network, and brings back what was cut', async ({
  page,
  server,
  machines,
}) => {
  const left = await machines.create('left');
  const view = await LabView.create(page, machines.name('parts'));
  await view.add('Switch');
  await view.add(left.name);
  await view.linkByKeys('Switch 1');

  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  const dialog = page.getByRole('dialog', { name: 'Paste machines as clones?' });
  await expect(dialog).toContainText(left.name);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Clone and paste' }).click();
  await expect(dialog).toBeHidden();
  const clones = (await server.api.machines.list()).items.filter(
    ({ name, id }) => name.startsWith(left.name) && id !== left.id,
  );
  expect(clones).toHaveLength(1);
  const clone = clones[0]?.name ?? '';
  await expect(view.node(clone)).toBeVisible();
  await expect(view.node('Switch 1')).toHaveCount(2);

  // What was cut is the machine itself, and nobody is asked.
  await view.node(clone).click();
  await page.keyboard.press('Control+x');
  await expect(view.node(clone)).toHaveCount(0);
  await page.keyboard.press('Control+v');
  await expect(view.node(clone)).toBeVisible();
  await expect(dialog).toBeHidden();
});

test('sets up a tunnel to another host, which joins with the code', async ({ page, machines }) => {
  const here = await LabView.create(page, machines.name('here'));
  await here.add('Other host');
  const panel = page.getByRole('complementary', { name: 'Other host' });
  await panel.getByRole('textbox', { name: 'Address of this host' }).fill('127.0.0.1');
  await panel.getByRole('button', { name: 'Set up the tunnel' }).click();
  await expect(panel.getByRole('textbox', { name: 'Address of the other host' })).toHaveAccessibleDescription(
    /An IPv4 address of the host/,
  );
  await panel.getByRole('textbox', { name: 'Address of the other host' }).fill('127.0.0.2');
  await panel.getByRole('button', { name: 'Set up the tunnel' }).click();
  await expect(panel).toContainText('127.0.0.2:24600');
  const code = (await panel.getByRole('code').textContent()) ?? '';
  await expectAccessible(page);

  const there = await LabView.create(page, machines.name('there'));
  await there.add('Other host');
  const text = panel.getByRole('textbox', { name: 'Code from there' });
  await text.fill('umlaut-tunnel:half');
  await panel.getByRole('button', { name: 'Join' }).click();
  await expect(text).toHaveAccessibleDescription(/That is no code of a tunnel/);
  await text.fill(`  ${code}\n`);
  await panel.getByRole('button', { name: 'Join' }).click();
  await expect(panel).toContainText('Last heard');
  await expect(there.node('Other host')).toContainText('127.0.0.1:24600');
});

test('a machine at the right: its panel neither hides it nor takes the second click of two', async ({
  page,
  machines,
}) => {
  const machine = await machines.create('right');
  const view = await LabView.create(page, machines.name('edge'));
  await view.add(machine.name);
  await page.keyboard.press('Escape');
  const node = view.node(machine.name);
  const panel = view.panel('Machine');
  await expect(panel).toBeHidden();

  await dragToTheRight(page, node);
  await node.click({ position: { x: 90, y: 12 } });
  await expect
    .poll(async () => {
      const [box, edge] = await Promise.all([node.boundingBox(), panel.boundingBox()]);
      return box !== null && edge !== null && box.x + box.width <= edge.x;
    })
    .toBe(true);

  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await dragToTheRight(page, node);
  await node.dblclick({ position: { x: 90, y: 12 } });
  await expect(page.getByRole('heading', { level: 1, name: 'Consoles' })).toBeVisible();
});

/** To where the panel will be. */
async function dragToTheRight(page: Page, node: Locator): Promise<void> {
  const [from, canvas] = await Promise.all([node.boundingBox(), page.locator('.react-flow').boundingBox()]);
  if (from === null || canvas === null) throw new Error('It is not drawn');
  const right = canvas.x + canvas.width;
  await page.mouse.move(from.x + 90, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(right - 140, from.y + 12, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => (await node.boundingBox())?.x ?? 0).toBeGreaterThan(right - 300);
}
