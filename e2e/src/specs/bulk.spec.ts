import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { MachinesView } from '../support/machines-view.ts';
import { expect, test } from '../support/test.ts';

test('five machines are shut down together, with a result each', async ({ page, machines }) => {
  const made = await machines.createMany('bulk', { count: 5, start: true, memoryMiB: 64 });
  const list = await MachinesView.open(page, machines.prefix);
  for (const { name } of made) await expect(list.row(name)).toContainText('Running', { timeout: 60_000 });

  await list.selectAll();
  await expect(list.selection).toContainText('5 selected');
  await list.bulk('Shut down');
  for (const { name } of made) await expect(list.row(name)).toContainText('Stopped', { timeout: 60_000 });

  // It opened when the task began.
  const drawer = page.getByRole('dialog', { name: 'Tasks' });
  const task = drawer.getByRole('article').first();
  await expect(task).toContainText('Done');
  await task.getByRole('button', { name: 'All 5 results' }).click();
  for (const { name } of made) {
    const result = task.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
    await expect(result.getByLabel('Done')).toBeVisible();
  }
});

test('one failure among many is told by name, the others are done', async ({ page, machines, server }) => {
  const made = await machines.createMany('mixed', { count: 3, memoryMiB: 64 });
  const [first, broken, last] = made.map(({ name }) => name);
  const brokenId = made[1]?.id ?? '';
  await truncate(join(server.home.home, 'machines', brokenId, 'disks', 'root.cow'), 100);

  const list = await MachinesView.open(page, machines.prefix);
  await list.selectAll();
  await list.bulk('Start');
  await expect(list.row(first ?? '')).toContainText('Running', { timeout: 60_000 });
  await expect(list.row(last ?? '')).toContainText('Running', { timeout: 60_000 });
  await expect(list.row(broken ?? '')).not.toContainText('Running');

  const task = page.getByRole('dialog', { name: 'Tasks' }).getByRole('article').first();
  await expect(task.getByRole('listitem')).toHaveCount(1);
  await expect(task.getByRole('listitem')).toContainText(`${broken}: `);
});
