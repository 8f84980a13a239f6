import type { LabId } from '@umlaut/contracts/model';
import type { TestServer } from '@umlaut/testkit';
import { expectAccessible } from '../support/accessibility.ts';
import { ConsoleView } from '../support/console-view.ts';
import { LabView } from '../support/lab-view.ts';
import { PacketsView } from '../support/packets-view.ts';
import { WorkspaceView } from '../support/workspace-view.ts';
import { expect, test } from '../support/test.ts';

async function labCalled(server: TestServer, name: string): Promise<LabId> {
  const found = (await server.api.labs.list()).items.find((lab) => lab.name === name);
  if (found === undefined) throw new Error(`No lab is called ${name}`);
  return found.id;
}

test('draws a network, and it works: ping, a delay, undo, a cable pulled out', async ({
  page,
  server,
  machines,
}) => {
  const name = machines.name('lab');
  const left = await machines.create('left');
  const right = await machines.create('right');
  const view = await LabView.create(page, name);
  for (const part of ['Switch', left.name, right.name]) {
    // oxlint-disable-next-line no-await-in-loop -- a person adds one after another
    await view.add(part);
  }
  await view.layOut();
  await page.keyboard.press('Escape');
  await view.drag(left.name, 'Switch 1');
  await view.node(right.name).click();
  await view.linkByKeys('Switch 1');

  await view.node('Switch 1').click();
  await view.panel('Switch').getByRole('switch', { name: 'DHCP and DNS' }).check({ force: true });
  await page.getByRole('button', { name: 'Start all' }).click();
  await expect(view.node(left.name)).toContainText('Running');
  await expect(view.node(left.name)).toContainText(/10\.0\.0\.\d+/);
  await expect(view.node(right.name)).toContainText(/10\.0\.0\.\d+/);
  const address = /10\.0\.0\.\d+/.exec((await view.node(right.name).textContent()) ?? '')?.[0];

  // The console of a machine is a double click away.
  await view.node(left.name).dblclick({ position: { x: 90, y: 12 } });
  const console = new WorkspaceView(page).login(left);
  await console.expectPrompt();
  await console.run(`ping -c 2 ${address}`, /2 packets received/);

  await page.goBack();
  await view.node(left.name).click();
  await view
    .panel('Machine')
    .getByRole('button', { name: /^to Switch 1/ })
    .click();
  const link = view.panel('Link');
  const delay = link.getByRole('textbox', { name: 'Delay, Both directions' });
  // No number is made of what is none, and nothing is saved.
  await delay.fill('-5');
  await delay.press('Enter');
  await expect(delay).toHaveValue('-5');
  await expect(delay).toHaveAccessibleDescription(/A number from 0 to 10000 ms/);
  await delay.fill('100');
  await delay.press('Enter');
  await expect(link.getByRole('textbox', { name: 'Delay, Both directions' })).toHaveValue('100 ms');
  await link.getByRole('button', { name: 'Start a capture' }).click();
  const packets = await PacketsView.open(page, link.getByRole('link', { name: 'Show packets' }));

  await page.goto(`/machines/${left.id}`);
  const login = new ConsoleView(page);
  await login.expectPrompt();
  await login.run(`clear; ping -c 3 ${address}`, /avg\/max = [\d.]+\/2\d\d\./);

  // They came while the guest pinged, in a page of its own.
  await expect(packets.rows(/Echo request, id \d+, seq [012]/)).toHaveCount(3);
  await packets.followFirst(/Echo reply/);
  await expect(packets.rows(/./)).toHaveCount(6);
  await expect(packets.payload).toContainText('from packet');
  await expectAccessible(packets.page);
  expect(await packets.firstBytesOfDownload()).toEqual([0x0a, 0x0d, 0x0d, 0x0a]);
  await packets.page.close();

  await page.goBack();
  const id = await labCalled(server, name);
  await view.node(left.name).click();
  await view
    .panel('Machine')
    .getByRole('button', { name: /^to Switch 1/ })
    .click();
  await link.getByRole('button', { name: 'Unplug' }).click();
  await expect(link).toContainText('Unplugged');
  await expect.poll(async () => (await server.api.labs.state({ id })).links[0]?.status).toBe('unplugged');
  // What was done before the page was loaded again can be undone still.
  await page.reload();
  await expect(view.node(left.name)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await server.api.labs.state({ id })).links[0]?.status).toBe('up');

  // Who reaches whom, of two that are selected.
  await view.node(right.name).click();
  await view.node(left.name).click({ modifiers: ['Shift'] });
  await page.keyboard.press('r');
  const check = page.getByRole('complementary', { name: 'Can it be reached?' });
  await expect(check.getByRole('region', { name: 'Result' })).toContainText('5 pings answered');
  await expect(check.getByRole('region', { name: 'Step by step' })).toContainText('Answer to ping 1');

  await expectAccessible(page);
  await server.api.labs.remove({ id });
  // Told by the event stream.
  await expect(page.getByRole('heading', { name: 'No such lab' })).toBeVisible();

  await page.getByRole('link', { name: 'All labs' }).click();
  await expect(page.getByRole('button', { name: 'Open Two hosts and a switch' })).toBeVisible();
  await expectAccessible(page);
});
