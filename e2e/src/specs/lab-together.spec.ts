import { LabView } from '../support/lab-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('two people draw one lab: both keep what they did, and hear when it was the same', async ({
  page,
  browser,
  session,
  server,
  machines,
}) => {
  const name = machines.name('together');
  const mine = await LabView.create(page, name);
  await mine.add('Switch');
  await using other = await browser.newContext({ storageState: session, baseURL: server.url });
  const theirs = new LabView(await other.newPage());
  await theirs.page.goto(page.url());
  await theirs.node('Switch 1').click();

  // Different fields of one thing, and different things.
  const ageing = (view: LabView) =>
    view.panel('Switch').getByRole('textbox', { name: 'Forgets silent stations after' });
  const label = (view: LabView) => view.panel('Switch').getByRole('textbox', { name: 'Name' });
  await label(mine).fill('core');
  await label(mine).press('Enter');
  await expect(label(theirs)).toHaveValue('core');
  await ageing(theirs).fill('60');
  await ageing(theirs).press('Enter');
  await expect(ageing(mine)).toHaveValue('60 s');
  await theirs.parts.getByRole('button', { name: 'Add Hub', exact: true }).click();
  await expect(mine.node('Hub 1')).toBeVisible();

  // Undoing one's own leaves the other's.
  await mine.drawing.getByRole('button', { name: 'Undo' }).click();
  await expect(theirs.node('Switch 1')).toBeVisible();
  await expect(theirs.node('Hub 1')).toBeVisible();
  await mine.node('Switch 1').click();
  await expect(ageing(mine)).toHaveValue('60 s');

  // Who types while the other saves is told, and decides.
  await label(mine).fill('left');
  await theirs.node('Switch 1').click();
  await label(theirs).fill('right');
  await label(theirs).press('Enter');
  await expect(label(mine)).toHaveAccessibleDescription(/Changed to "right" by somebody else meanwhile/);
  await label(mine).press('Escape');
  await expect(label(mine)).toHaveValue('right');

  // Cut off from the server, both change the same: the later holds, and can be given back.
  await page.context().setOffline(true);
  await label(mine).fill('offline');
  await label(mine).press('Enter');
  await expect(page.getByText('Not saved: the server does not answer')).toBeVisible();
  await label(theirs).fill('online');
  await label(theirs).press('Enter');
  await expect(theirs.node('online')).toBeVisible();
  await page.context().setOffline(false);
  await expect(theirs.node('offline')).toBeVisible();
  const notice = page.getByRole('alert').filter({ hasText: 'Two people changed the same' });
  await expect(notice).toContainText('The name of "offline" was set to "online" by somebody else meanwhile.');
  await notice.getByRole('button', { name: 'Take theirs' }).click();
  await expect(theirs.node('online')).toBeVisible();
  await expect(mine.node('online')).toBeVisible();
});
