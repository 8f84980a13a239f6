import { expectSoon } from '@umlaut/testkit';
import { expectAccessible } from '../support/accessibility.ts';
import { LabView } from '../support/lab-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('tells of a port how it is, what passes it and who is behind it, on the canvas and in the tree', async ({
  page,
  server,
  machines,
}) => {
  const machine = await machines.create('port');
  const name = machines.name('ports');
  const view = await LabView.create(page, name);
  await view.add('Switch');
  await view.add(machine.name);
  await view.linkByKeys('Switch 1');
  await view.layOut();
  await page.keyboard.press('Escape');

  // By mouse: the interface's chip. Its machine is off, the link is not.
  await view.node(machine.name).locator('[data-port="0"]').click();
  const nic = view.panel('Interface');
  const state = nic.getByRole('region', { name: 'State' });
  await expect(state).toContainText(/Link\s*Up\s*This end\s*Machine off\s*Linked to\s*Switch 1 port 0/);
  await expect(state).toContainText(/That end\s*Up/);

  // By keys: the switch's port, then the interface again by its name there.
  await view.node('Switch 1').click();
  await page.keyboard.press('p');
  const port = view.panel('Port');
  await expect(port.getByRole('heading', { name: 'Switch 1 port 0' })).toBeVisible();
  const vlan = port.getByRole('textbox', { name: 'VLAN', exact: true });
  await vlan.fill('10');
  await vlan.press('Enter');
  await port.getByRole('textbox', { name: 'Filter' }).fill('arp or icmp or port 67');
  await port.getByRole('combobox', { name: 'Frames' }).click();
  await page.getByRole('option', { name: 'Only what is received here' }).click();
  await port.getByRole('button', { name: 'Start a capture' }).click();
  await expect(port.getByRole('region', { name: 'Capture' })).toContainText('Received here');
  await expectAccessible(page);
  await view.node('Switch 1').click();
  await view.panel('Switch').getByRole('switch', { name: 'DHCP and DNS' }).check({ force: true });
  await page.getByRole('button', { name: 'Start all' }).click();

  // The guest asks for its address: that came in at the switch's port.
  await view.panel('Switch').getByRole('button', { name: 'port 0', exact: true }).click();
  await expect(port.getByRole('region', { name: 'Learned here' })).toContainText(machine.name);
  await expect(port.getByRole('region', { name: 'Received' })).toContainText(/[1-9]\d* frames, .* came out/);
  await expect(port.getByRole('region', { name: 'Capture' })).toContainText(/[1-9]\d* frames/);
  await port.getByRole('button', { name: `${machine.name} vec0` }).click();
  await expect(state).toContainText(/This end\s*Up/);
  await expect(state).toContainText(/Operstate\s*unknown \(on in the guest\)\s*Carrier\s*Yes/);
  const addresses = nic.getByRole('region', { name: 'Addresses' });
  await expect(addresses).toContainText(/IPv4\s*10\.0\.0\.\d+/);
  const { id } = (await server.api.labs.list()).items.find((lab) => lab.name === name)!;

  // In the tree: the same port is selected, arrows and letters go elsewhere, Enter goes to the panel.
  await page.getByText('List', { exact: true }).click();
  const tree = page.getByRole('tree', { name: 'Lab' });
  const line = tree.getByRole('treeitem', { name: /^vec0 to Switch 1 port 0/ });
  await expect(line).toHaveAttribute('aria-selected', 'true');
  await expect(tree.getByRole('treeitem', { name: 'port 0', exact: false }).first()).toContainText('VLAN 10');
  await line.focus();
  await page.keyboard.press('Home');
  await expect(tree.getByRole('treeitem', { name: 'Switches' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem', { name: /^Switch 1/ })).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('l');
  await expect(tree.getByRole('treeitem', { name: 'Links' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(view.panel('Link')).toBeFocused();
  await expectAccessible(page);

  // What an earlier guest used says nothing of the next one.
  const { taskId } = await server.api.machines.bulk({ action: 'power-off', ids: [machine.id] });
  await expectSoon(
    'the machine is off',
    async () => (await server.api.tasks.get({ id: taskId })).state === 'succeeded',
    20_000,
  );
  await line.click();
  await expect(state).toContainText(/This end\s*Machine off/);
  await expect(addresses).toContainText('None seen in this boot');
  const link = (await server.api.labs.get({ id })).lab.links[0]!;
  await server.api.labs.edit({ id, edits: [{ edit: 'put-link', link: { ...link, enabled: false } }] });
  await server.api.machines.start({ id: machine.id });
  await expect(state).toContainText(/Link\s*Unplugged\s*This end\s*Up/);
  await expect(addresses).toContainText('None seen in this boot');
  await expect(addresses).toContainText(/Lent\s*10\.0\.0\.\d+, by a switch, before this boot/);
});
