import { imageId, type ImageId } from '@umlaut/contracts/model';
import type { TestServer } from '@umlaut/testkit';
import { expectAccessible } from '../support/accessibility.ts';
import { DisksView } from '../support/disks-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { SnapshotsView } from '../support/snapshots-view.ts';
import { StorageView } from '../support/storage-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const number = 0;

test('makes a disk over an image larger, and says by name what each act takes along', async ({
  page,
  machines,
  server,
}) => {
  const source = await machines.create('source');
  const image = await saveNamesake(server, source.id);
  const machine = await machines.create('larger', { imageId: image });
  const { id } = machine;
  await server.api.disks.add({ id, number: 1, source: { kind: 'raw', sizeMiB: 8 } });
  await server.api.snapshots.take({ id, name: 'Before' });
  await expect.poll(async () => (await server.api.snapshots.list({ id })).present.readiness).toBe('ready');

  const view = await MachineView.open(page, machine);
  await view.openTab('Disks');
  const disks = new DisksView(page);
  await expect(disks.card('ubda')).toContainText(`tiny, ${image}`);
  await disks.choose('ubda', 'Make it larger');
  await expect(disks.dialog).toContainText(`It no longer shares "tiny, ${image}", which stays as it is`);
  await expect(disks.dialog).toContainText(/It takes up to .* on the host, .* now; .* are free/);
  await expect(disks.dialog).toContainText('("Before"): going back to one brings back a disk of 256 MiB');
  await expect(disks.dialog.getByText('resize2fs /dev/ubda')).toBeVisible();
  await expectAccessible(page);
  const size = disks.dialog.getByRole('textbox', { name: 'Size' });
  await size.fill('128');
  await disks.answer('Make it larger');
  await expect(disks.dialog).toContainText('The disk has 256 MiB and cannot shrink');
  await size.fill('384');
  await disks.answer('Make it larger');
  await expect(disks.card('ubda')).toContainText('Raw disk of its own');
  await expect(disks.card('ubda')).toContainText('384 MiB');

  // A disk that took the number of another is not what the snapshot keeps.
  await disks.choose('ubdb', 'Delete');
  await expect(disks.dialog).toContainText('The snapshot "Before" keeps ubdb as it was then');
  await disks.answer('Delete disk');
  await expect(disks.card('ubdb')).toHaveCount(0);
  await server.api.disks.add({ id, number: 1, source: { kind: 'raw', sizeMiB: 16 } });
  await expect(disks.card('ubdb')).toContainText('16 MiB');
  await disks.choose('ubdb', 'Delete');
  await expect(disks.dialog).toContainText('Nothing brings it back');
  await disks.answer('Cancel');

  await view.openTab('Snapshots');
  const snapshots = new SnapshotsView(page);
  await snapshots.choose('Before', 'Go back to it');
  await expect(snapshots.dialog).toContainText('/dev/ubda was made larger since');
  await expect(snapshots.dialog).toContainText('/dev/ubdb is another disk than it was then');
  await snapshots.answer('Cancel');

  // Its own disk needs the image no longer; the snapshot does.
  const storage = await StorageView.open(page);
  await expect(storage.table.getByRole('row').filter({ hasText: image })).toContainText('1 snapshot over it');
  await page.goto('/images');
  await page.getByRole('button', { name: `Actions of tiny, ${image}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const inUse = page.getByRole('dialog', { name: `tiny, ${image} is in use` });
  await expect(inUse).toContainText(`the snapshot Before of ${machine.name}`);
  await inUse.getByText('Close', { exact: true }).click();

  await MachineView.open(page, machine);
  await view.choose('Delete');
  await expect(page.getByRole('dialog')).toContainText('One snapshot goes with it: "Before".');
  await view.confirm('Delete machine');
  await expect(view.heading).not.toHaveText(machine.name);
  // Other tests have the library of a first start.
  await expect.poll(() => server.api.images.remove({ id: image }).catch(() => null)).not.toBeNull();
});

/** Another image of the label that the starter image has. */
async function saveNamesake(
  server: TestServer,
  id: Parameters<typeof server.api.storage.save>[0]['id'],
): Promise<ImageId> {
  const known = new Set((await server.api.images.list()).items.map((image): string => image.id));
  await server.api.storage.save({ id, number, label: 'tiny' });
  const find = async (): Promise<string | undefined> =>
    (await server.api.images.list()).items.find((image) => !known.has(image.id))?.id;
  await expect.poll(find).toBeDefined();
  return imageId.parse(await find());
}
