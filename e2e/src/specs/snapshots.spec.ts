import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expectAccessible } from '../support/accessibility.ts';
import { MachineView } from '../support/machine-view.ts';
import { SnapshotsView } from '../support/snapshots-view.ts';
import { expect, test } from '../support/test.ts';

const run = promisify(execFile);
const LIMITS = { timeout: 20_000 };

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('takes snapshots, goes back, branches and deletes', async ({ page, machines }) => {
  const machine = await machines.create('kept');
  const view = await MachineView.open(page, machine);
  await view.openTab('Snapshots');
  const snapshots = new SnapshotsView(page);
  await expect(page.getByText('No snapshots yet')).toBeVisible();

  await snapshots.take('One');
  await expect(snapshots.children('One')).toContainText('Present state');
  await snapshots.take('Two');
  await expect(snapshots.children('Two')).toContainText('Present state');

  await snapshots.choose('One', 'Go back to it');
  await expect(snapshots.dialog.getByRole('checkbox')).toBeChecked();
  await expectAccessible(page);
  await snapshots.dialog.getByRole('textbox', { name: 'Its name' }).fill('Three');
  await snapshots.answer('Go back');
  await expect(snapshots.children('Two').getByRole('article', { name: 'Snapshot Three' })).toBeVisible();
  await expect(snapshots.children('Two')).not.toContainText('Present state');
  await expect(snapshots.children('One')).toContainText('Present state');

  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBe(0);
  await snapshots.choose('Two', 'Delete');
  await expect(snapshots.dialog).toContainText('This frees');
  await snapshots.answer('Delete snapshot');
  await expect(snapshots.card('Two')).toHaveCount(0);
  await expect(snapshots.children('One')).toContainText('Three');

  await snapshots.choose('Three', 'New machine from it');
  const name = machines.name('branch');
  await snapshots.dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await snapshots.answer('Make it');
  await expect(view.heading).toHaveText(name);
});

test('shows which files differ between two snapshots', async ({ page, machines, server }) => {
  const machine = await machines.create('differ');
  const { id } = machine;
  const disk = await server.api.disks.add({ id, number: 1, source: { kind: 'raw', sizeMiB: 8 } });
  await run('/usr/sbin/mkfs.ext4', ['-q', '-F', disk.path], LIMITS);
  const note = join(server.home.root, 'note.txt');
  const ready = () =>
    expect.poll(async () => (await server.api.snapshots.list({ id })).present.readiness).toBe('ready');
  const write = async (name: string, text: string): Promise<void> => {
    await writeFile(note, text);
    await run('/usr/sbin/debugfs', ['-w', '-R', `write ${note} ${name}`, disk.path], LIMITS);
  };
  // As a guest that was shut down leaves the disk.
  await write('kept.txt', 'as it was');
  await write('gone.txt', 'for a while');
  await server.api.snapshots.take({ id, name: 'Early' });
  await ready();
  await run('/usr/sbin/debugfs', ['-w', '-R', 'rm gone.txt', disk.path], LIMITS);
  await write('new.txt', 'hello');
  await server.api.snapshots.take({ id, name: 'Late' });
  await ready();

  const view = await MachineView.open(page, machine);
  await view.openTab('Snapshots');
  const snapshots = new SnapshotsView(page);
  await snapshots.choose('Late', 'Compare files');
  await expectAccessible(page);
  await snapshots.answer('Compare');
  await expect(snapshots.dialog).toContainText('From Early to Late: 0 added, 0 removed, 0 changed.');
  await snapshots.dialog.getByText('Close', { exact: true }).click();

  await snapshots.choose('Late', 'Compare files');
  await snapshots.dialog.getByRole('combobox', { name: 'Disk' }).click();
  await page.getByRole('option', { name: '/dev/ubdb' }).click();
  await snapshots.answer('Compare');
  const list = snapshots.dialog.getByRole('list', { name: 'Files that differ' });
  await expect(list.getByRole('listitem')).toHaveText([/removed \/gone\.txt/, /added \/new\.txt/]);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBe(0);
});
