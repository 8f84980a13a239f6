import { utimes } from 'node:fs/promises';
import type { TestServer } from '@umlaut/testkit';
import { expectAccessible } from '../support/accessibility.ts';
import { ConsoleView } from '../support/console-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { StorageView } from '../support/storage-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('saves a disk as an image, spoils nobody and mends what was touched', async ({
  page,
  machines,
  server,
}) => {
  const written = await machines.create('written', { start: true });
  const other = await machines.create('other');
  const console = await ConsoleView.openAtPrompt(page, written);
  await console.run(
    'dd if=/dev/urandom of=/root/a bs=64k count=48 2>/dev/null; sync; echo is-$((40+2))',
    /^is-42$/m,
  );
  await server.api.machines.shutdown({ id: written.id });
  await new MachineView(page).expectState('Stopped');

  const storage = await StorageView.open(page);
  await expect(storage.changed(written.name)).toHaveText(/^3(\.\d+)? MiB$/);
  await expect(storage.row(written.name)).toContainText('Sound');
  await expect(storage.changed(other.name)).toHaveText('0 B');
  await page.getByRole('button', { name: `Changed blocks of ubda of ${written.name}` }).click();
  await expect(page.getByRole('img', { name: /MiB of 256 MiB are changed/ })).toBeVisible();

  await storage.choose(written.name, 'Merge into image');
  await expect(storage.dialog.getByRole('alert')).toContainText(`ubda of "${other.name}"`);
  await expect(storage.dialog.getByRole('button', { name: 'Merge' })).toHaveCount(0);
  await expectAccessible(page);
  await storage.dialog.getByText('Close', { exact: true }).click();

  const label = machines.name('image');
  await storage.choose(written.name, 'Save as image');
  await expect(storage.dialog).toContainText(`"${written.name}" and "tiny" stay as they are`);
  await storage.dialog.getByRole('textbox', { name: 'Name of the image' }).fill(label);
  await storage.answer('Save as image');
  await expect(storage.row(label)).toContainText('Nothing lies over it');
  const image = await savedImage(server, label);
  const second = await machines.create('second', { imageId: image.id });
  // What was under way for longer than a second was watched in the drawer of tasks.
  await StorageView.open(page);
  await storage.filter(label);
  await expect(storage.row(label)).toContainText('1 disk over it');
  await expect(storage.row(second.name)).toBeVisible();
  await expect(storage.row(other.name)).toHaveCount(0);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBe(0);

  await utimes(image.path, new Date('2001-01-01'), new Date('2001-01-01'));
  await MachineView.open(page, second);
  const trouble = page.getByRole('alert').filter({ hasText: '/dev/ubda: image changed' });
  await expect(trouble).toContainText('holds only what differs from its image');
  await expectAccessible(page);
  await trouble.getByRole('button', { name: 'Compare and accept' }).click();
  await expect(storage.dialog).toContainText('Nothing is lost');
  await storage.answer('Compare and accept');
  await expect(trouble).toHaveCount(0);

  // Other tests have the library of a first start.
  await server.api.machines.remove({ id: second.id });
  await server.api.images.remove({ id: image.id });
});

async function savedImage(server: TestServer, label: string) {
  const image = (await server.api.images.list()).items.find((one) => one.label === label);
  if (image === undefined) throw new Error(`No image "${label}"`);
  return image;
}
