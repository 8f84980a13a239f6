import { LabView } from '../support/lab-view.ts';
import { NO_IMPAIRMENT } from '@umlaut/contracts/model';
import { expect, test } from '../support/test.ts';
test.use({ contextOptions: { reducedMotion: 'reduce' } });
test('shots', async ({ page, server, machines }) => {
  const a = await machines.create('web', {start: true});
  const b = await machines.create('db');
  const { lab } = { lab: await server.api.labs.create({ name: machines.name('shots') }) };
  const n = (c: string) => `n-${c.repeat(10)}` as never;
  const k = (c: string) => `k-${c.repeat(10)}` as never;
  const base = { enabled: true, impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT] as never };
  await server.api.labs.edit({ id: lab.id, edits: [
    { edit: 'put-node', node: { id: n('a'), kind: 'machine', machineId: a.id, position: { x: 0, y: 0 } } },
    { edit: 'put-node', node: { id: n('b'), kind: 'machine', machineId: b.id, position: { x: 0, y: 200 } } },
    { edit: 'put-node', node: { id: n('c'), kind: 'switch', label: 'core', ageingSeconds: 300, stormGuard: true, dhcp: { subnet: '10.0.0.0/24', router: null, leaseSeconds: 3600, dns: true }, position: { x: 420, y: 20 } } },
    { edit: 'put-node', node: { id: n('d'), kind: 'switch', label: 'edge', ageingSeconds: 300, stormGuard: true, dhcp: null, position: { x: 460, y: 220 } } },
    { edit: 'put-node', node: { id: n('e'), kind: 'uplink', label: 'Internet', forwards: [], position: { x: 680, y: 20 } } },
    { edit: 'put-link', link: { id: k('a'), ends: [{ nodeId: n('a'), port: 0, vlan: { mode: 'access', vlan: 1 } }, { nodeId: n('c'), port: 0, vlan: { mode: 'access', vlan: 1 } }], ...base } },
    { edit: 'put-link', link: { id: k('b'), ends: [{ nodeId: n('b'), port: 0, vlan: { mode: 'access', vlan: 1 } }, { nodeId: n('d'), port: 0, vlan: { mode: 'access', vlan: 10 } }], ...base } },
    { edit: 'put-link', link: { id: k('c'), ends: [{ nodeId: n('c'), port: 7, vlan: { mode: 'trunk', vlans: [1, 10], native: 1 } }, { nodeId: n('d'), port: 1, vlan: { mode: 'trunk', vlans: null, native: null } }], ...base } },
    { edit: 'put-link', link: { id: k('e'), ends: [{ nodeId: n('c'), port: 8, vlan: { mode: 'access', vlan: 1 } }, { nodeId: n('e'), port: 0, vlan: { mode: 'access', vlan: 1 } }], ...base } },
  ] });
  const view = new LabView(page);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`/labs/${lab.id}`);
    await expect(view.node(a.name)).toContainText(/10\.0\.0/);
    await view.node(a.name).locator('[data-port="0"]').click();
    await expect(view.panel('Interface')).toContainText('Operstate');
    await page.screenshot({ path: `/work/wt/nets/.cache/shot-${scheme}-nic.png` });
    await view.node('core').click();
    await page.keyboard.press('p');
    await expect(view.panel('Port')).toContainText('Learned here');
    await page.screenshot({ path: `/work/wt/nets/.cache/shot-${scheme}-port.png` });
    await page.getByText('List', { exact: true }).click();
    await page.getByRole('treeitem', { name: /^Machines/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.screenshot({ path: `/work/wt/nets/.cache/shot-${scheme}-tree.png` });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/labs/${lab.id}?view=list`);
    await expect(page.getByRole('tree')).toBeVisible();
    await page.screenshot({ path: `/work/wt/nets/.cache/shot-${scheme}-tree390.png` });
    await page.getByRole('treeitem', { name: /^vec0 to core/ }).click();
    await expect(page.getByRole('dialog')).toContainText('Operstate');
    await page.screenshot({ path: `/work/wt/nets/.cache/shot-${scheme}-port390.png` });
  }
});
