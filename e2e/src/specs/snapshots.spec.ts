import { expectAccessible } from '../support/accessibility.ts';
import { MachineView } from '../support/machine-view.ts';
import { SnapshotsView } from '../support/snapshots-view.ts';
import { expect, test } from '../support/test.ts';

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
