import {
  NO_IMPAIRMENT,
  labLink,
  labNode,
  nicTransport,
  type LabId,
  type Machine,
} from '@umlaut/contracts/model';
import { bubblewrapWorks, type TestServer } from '@umlaut/testkit';
import { expectAccessible } from '../support/accessibility.ts';
import { ConsoleView } from '../support/console-view.ts';
import { LabView } from '../support/lab-view.ts';
import { PacketsView } from '../support/packets-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Two machines at a bridge of the kernel, by taps. */
async function drawBridge(server: TestServer, name: string, machines: readonly Machine[]): Promise<LabId> {
  const { nics, labs } = server.api;
  const transport = nicTransport.parse({ kind: 'tap' });
  for (const { id } of machines) {
    await nics.remove({ id, number: 0 });
    await nics.add({ id, number: 0, transport });
  }
  const { id } = await labs.create({ name });
  const bridge = labNode.parse({
    id: 'n-ssssssssss',
    position: { x: 300, y: 200 },
    kind: 'bridge',
    label: 'Bridge 1',
  });
  const drawn = machines.map((machine, at) =>
    labNode.parse({
      id: `n-${'ab'.charAt(at).repeat(10)}`,
      position: { x: at * 600, y: 0 },
      kind: 'machine',
      machineId: machine.id,
    }),
  );
  const links = drawn.map((node, port) =>
    labLink.parse({
      id: `k-${'ab'.charAt(port).repeat(10)}`,
      ends: [
        { nodeId: node.id, port: 0 },
        { nodeId: bridge.id, port },
      ],
      impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
    }),
  );
  await labs.edit({
    id,
    edits: [
      ...[bridge, ...drawn].map((node) => ({ edit: 'put-node', node }) as const),
      ...links.map((link) => ({ edit: 'put-link', link }) as const),
    ],
  });
  return id;
}

test('captures at a link of a kernel bridge, and shows the packets as they come', async ({
  page,
  server,
  machines,
}) => {
  test.skip(
    process.getuid?.() !== 0 || !(await bubblewrapWorks()),
    'taps need bubblewrap, and root for their device',
  );
  const pair = [await machines.create('left'), await machines.create('right')] as const;
  const id = await drawBridge(server, machines.name('bridge'), pair);
  await page.goto(`/labs/${id}`);
  const view = new LabView(page);
  await page.getByRole('button', { name: 'Start all' }).click();
  for (const { name } of pair) await expect(view.node(name)).toContainText('Running');

  await view.node(pair[0].name).click();
  await view
    .panel('Machine')
    .getByRole('button', { name: /^to Bridge 1/ })
    .click();
  const link = view.panel('Link');
  await expect(link.getByRole('region', { name: 'Impairments' })).toContainText('Use a switch for that');
  await link.getByRole('textbox', { name: 'Filter' }).fill('icmp');
  await link.getByRole('combobox', { name: 'Keep' }).click();
  await page.getByRole('option', { name: 'The newest 16 MiB' }).click();
  await link.getByRole('button', { name: 'Start a capture' }).click();
  await expect(link.getByRole('region', { name: 'Capture' })).toContainText('Capturing');
  await expect(link.getByRole('region', { name: 'Capture' })).toContainText('of at most 16 MiB');
  await expectAccessible(page);
  const packets = await PacketsView.open(page, link.getByRole('link', { name: 'Show packets' }));

  for (const [at, { id: machine }] of [...pair.entries()].toReversed()) {
    await page.goto(`/machines/${machine}`);
    const login = new ConsoleView(page);
    await login.expectPrompt();
    await login.run(`ifconfig vec0 10.7.0.${at + 1} up && echo is"-"up`, /is-up/);
    if (at === 0) await login.run('ping -c 2 10.7.0.2', /2 packets received/);
  }
  await expect(packets.rows(/Echo request/)).toHaveCount(2);
  await expect(packets.rows(/Echo reply/)).toHaveCount(2);
  expect(await packets.firstBytesOfDownload()).toEqual([0x0a, 0x0d, 0x0d, 0x0a]);
  await packets.page.close();
});
