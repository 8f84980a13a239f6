import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { NO_IMPAIRMENT, labLink, labNode, type LabId, type Machine } from '@umlaut/contracts/model';
import type { TestServer } from '@umlaut/testkit';
import { expectAccessible } from '../support/accessibility.ts';
import { LabView } from '../support/lab-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Machines at a switch, and the switch at the Internet. */
async function drawUplink(server: TestServer, name: string, machines: readonly Machine[]): Promise<LabId> {
  const { id } = await server.api.labs.create({ name });
  const sw = { id: 'n-ssssssssss', kind: 'switch', label: 'Switch 1', position: { x: 300, y: 220 } };
  const uplink = { id: 'n-uuuuuuuuuu', kind: 'uplink', label: 'Internet', position: { x: 300, y: 0 } };
  const hosts = machines.map((machine, at) => ({
    id: `n-${'abc'.charAt(at).repeat(10)}`,
    kind: 'machine',
    machineId: machine.id,
    position: { x: at * 600, y: 420 },
  }));
  const links = [uplink, ...hosts].map((node, port) =>
    labLink.parse({
      id: `k-${'uabc'.charAt(port).repeat(10)}`,
      ends: [
        { nodeId: node.id, port: 0 },
        { nodeId: sw.id, port },
      ],
      impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
    }),
  );
  await server.api.labs.edit({
    id,
    edits: [
      ...[sw, uplink, ...hosts].map((node) => ({ edit: 'put-node', node: labNode.parse(node) }) as const),
      ...links.map((link) => ({ edit: 'put-link', link }) as const),
    ],
  });
  return id;
}

test('leads ports of the host to machines that are chosen, and says of each how it is', async ({
  page,
  server,
  machines,
}) => {
  const [web, db] = [await machines.create('web'), await machines.create('db')] as const;
  const id = await drawUplink(server, machines.name('forwards'), [web, db]);
  await using stack = new AsyncDisposableStack();
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  stack.defer(() => void blocker.close());
  const { port } = blocker.address() as AddressInfo;
  await page.goto(`/labs/${id}`);
  const view = new LabView(page);
  await view.node('Internet').click();
  const panel = view.panel('Internet');

  // The first machine of the network is proposed; another is chosen by keys.
  await panel.getByRole('button', { name: 'Add' }).click();
  const one = panel.getByRole('group', { name: 'Forward of TCP port 8080' });
  const target = one.getByRole('combobox', { name: 'Leads to' });
  await expect(target).toHaveValue(web.name);
  await expect(one).toContainText(`"${web.name}" is off.`);
  await target.focus();
  await page.keyboard.press('Enter');
  const wanted = page.getByRole('option', { name: db.name });
  await expect(wanted).toBeVisible();
  // A key that comes at once counts from the first of the list, a later one from what is chosen: down until it is marked.
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(wanted).toHaveAttribute('data-combobox-selected', { timeout: 500 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(target).toHaveValue(db.name);
  await expect(one).toContainText(`"${db.name}" is off.`);

  // What is no port is not taken for another one.
  const guestPort = one.getByRole('textbox', { name: 'Guest port' });
  for (const wrong of ['-5', '1e9']) {
    await guestPort.fill(wrong);
    await guestPort.press('Enter');
    await expect(one).toContainText(`"${wrong}" is no port: digits only, 1 to 65535`);
  }
  await guestPort.press('Escape');
  await expect(guestPort).toHaveValue('80');

  // A port that somebody else has fails alone, and is open as soon as it is free.
  await server.api.machines.start({ id: db.id });
  await expect(one).toContainText('Listening');
  await expect(one).toContainText('curl http://127.0.0.1:8080');
  await panel.getByRole('button', { name: 'Add' }).click();
  const second = panel.getByRole('group', { name: 'Forward of TCP port 8081' });
  await second.getByRole('textbox', { name: 'Host port' }).fill(String(port));
  await second.getByRole('textbox', { name: 'Host port' }).press('Enter');
  const other = panel.getByRole('group', { name: `Forward of TCP port ${port}` });
  await expect(other).toContainText(`Another program has TCP port ${port} of this host.`);
  await expect(view.node('Internet')).toContainText('1 forward closed');
  await expect(one).toContainText('Listening');
  await expectAccessible(page);
  await page.getByText('List', { exact: true }).click();
  const line = page.getByRole('treeitem', { name: /^Internet/ }).filter({ hasText: 'closed' });
  await expect(line.last()).toContainText('1 forward closed');
  await page.getByText('Canvas', { exact: true }).click();
  blocker.close();
  await expect(other).toContainText(`"${web.name}" is off.`);
  await expect(view.node('Internet')).toContainText('2 port forwards');

  // A machine that is taken out of the lab is missed, and not replaced by another; undoing gives it back.
  await view.node(db.name).click();
  await page.keyboard.press('Delete');
  await view.node('Internet').click();
  await expect(one).toContainText('The machine that it leads to is not in this lab any more.');
  await expect(target).toHaveValue('A machine that is gone');
  await page.keyboard.press('Control+z');
  await expect(one).toContainText('Listening');
});
