import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../support/accessibility.ts';
import { ConsoleView } from '../support/console-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { dropFile } from '../support/drop-file.ts';
import { ShareView } from '../support/share-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ timeout: 120_000 });

test('shares files with the guest, by the tab and by dropping them onto a console', async ({
  page,
  guest,
}) => {
  const view = await MachineView.open(page, guest);
  const console = new ConsoleView(page);
  await console.expectPrompt();
  await console.run(
    "until grep -q ' /mnt/share ' /proc/mounts; do sleep 0.1; done; echo up$((1+1))",
    /^up2$/m,
  );

  await view.openTab('Share');
  const share = new ShareView(page);
  await expect(page.getByText('Nothing shared yet')).toBeVisible();
  await share.upload('note.txt', 'from the browser 1\n');
  await expect(share.row('note.txt')).toContainText('19 B');
  await share.upload('note.txt', 'from the browser 2\n');
  await expect(share.row('note (2).txt')).toBeVisible();
  await share.makeFolder('logs');
  await share.row('logs').getByRole('button', { name: 'logs', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'An empty folder' })).toBeVisible();
  await dropFile(page.locator('body'), 'deep.txt', 'deep\n');
  await share.choose('deep.txt', 'Rename');
  await share.dialog.getByRole('textbox', { name: 'Name' }).fill('deeper.txt');
  await share.dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(share.row('deeper.txt')).toBeVisible();
  await expectAccessible(page);

  await view.openTab('Consoles');
  await console.run(
    'cat /mnt/share/note*.txt /mnt/share/logs/deeper.txt',
    /browser 2\nfrom the browser 1\ndeep/,
  );
  await console.type('ln -s /etc/passwd /mnt/share/link; seq 3 >/mnt/share/made; clear');

  // Onto a console: the path is offered, and typed where the cursor is.
  await dropFile(page.getByTestId('terminal-con1'), 'my report.txt', 'dropped\n');
  const notice = page.getByRole('status').filter({ hasText: 'my report.txt is at' });
  await expect(notice).toContainText('/mnt/share/my report.txt in the guest');
  await page.keyboard.type('cat ');
  await notice.getByRole('button', { name: 'Type the path' }).click();
  await expect(notice).toBeHidden();
  await console.expectFocus();
  await page.keyboard.press('Enter');
  await console.expectText(/'\/mnt\/share\/my report.txt' ?\ndropped/);

  await view.openTab('Share');
  await page.getByRole('navigation', { name: 'Folders' }).getByRole('button', { name: 'share' }).click();
  await expect(share.row('link')).toContainText('A link: not followed');
  await expect(share.row('link').getByRole('link')).toHaveCount(0);
  const download = page.waitForEvent('download');
  await share.row('made').getByRole('link', { name: 'Download made' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toBe('1\n2\n3\n');

  await page.setViewportSize({ width: 390, height: 760 });
  await expect(share.row('link').getByRole('button', { name: 'Actions of link' })).toBeInViewport();
  for (const name of ['logs', 'link', 'made', 'my report.txt', 'note (2).txt', 'note.txt']) {
    await share.delete(name);
    await expect(share.row(name)).toHaveCount(0);
  }
  await expect(page.getByText('Nothing shared yet')).toBeVisible();
});
