import { expectAccessible } from '../support/accessibility.ts';
import { ConsoleView } from '../support/console-view.ts';
import { DisksView } from '../support/disks-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ timeout: 120_000 });

test('plugs a disk into a running machine, unplugs it and deletes it', async ({ page, machines }) => {
  const machine = await machines.create('disks', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  const view = new MachineView(page);
  await view.openTab('Disks');
  const disks = new DisksView(page);
  await expect(disks.card('ubda')).toContainText('Copy-on-write layer over an image');

  await disks.openAdd();
  await disks.dialog.getByText('Serial and flags').click();
  await disks.dialog.getByRole('textbox', { name: 'Serial' }).fill('a,b');
  await disks.dialog.getByRole('textbox', { name: 'Size' }).fill('64');
  await disks.answer('Add');
  await expect(disks.dialog.getByText('Letters, digits')).toBeVisible();
  await expectAccessible(page);
  await disks.dialog.getByRole('textbox', { name: 'Serial' }).fill('data-1');
  await disks.answer('Add');
  await expect(disks.card('ubdb')).toContainText('In use');
  await expect(disks.card('ubdb')).toContainText('64 MiB');
  await expect(disks.card('ubdb')).toContainText('mke2fs -T ext4 /dev/ubdb && mount /dev/ubdb /mnt');

  await view.openTab('Consoles');
  await console.run('cat /sys/block/ubdb/serial; echo', /^data-1$/m);
  await console.run('mke2fs /dev/ubdb >/dev/null; mount /dev/ubdb /mnt && echo is-$((40+2))', /^is-42$/m);

  // The guest has it mounted: the kernel refuses, and says so.
  await view.openTab('Disks');
  await disks.choose('ubdb', 'Unplug');
  await disks.answer('Unplug');
  await expect(disks.dialog.getByRole('alert')).toContainText('Device is currently open');
  await expect(disks.dialog.getByRole('alert')).toContainText('umount /dev/ubdb');
  await disks.answer('Cancel');
  await view.openTab('Consoles');
  await console.run('umount /mnt && echo free-$((40+2))', /^free-42$/m);

  await view.openTab('Disks');
  await disks.choose('ubdb', 'Unplug');
  await disks.answer('Unplug');
  await expect(disks.card('ubdb')).toContainText('Not plugged in');

  await disks.choose('ubdb', 'Make it larger');
  await disks.dialog.getByRole('textbox', { name: 'Size' }).fill('32');
  await disks.answer('Make it larger');
  await expect(disks.dialog.getByText('cannot shrink')).toBeVisible();
  await disks.dialog.getByRole('textbox', { name: 'Size' }).fill('128');
  await disks.answer('Make it larger');
  await expect(disks.card('ubdb')).toContainText('128 MiB');

  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBe(0);
  await disks.choose('ubdb', 'Delete');
  await expect(disks.dialog).toContainText('All files on it are lost');
  await disks.answer('Delete disk');
  await expect(disks.card('ubdb')).toHaveCount(0);
});
