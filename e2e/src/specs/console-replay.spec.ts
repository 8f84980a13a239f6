import { ConsoleView } from '../support/console-view.ts';
import { HistoryView } from '../support/history-view.ts';
import { expect, test } from '../support/test.ts';

test('a replay goes by time: five seconds back, a link to that second, speed, idle times; all machines are searched', async ({
  page,
  context,
  guest,
  machines,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const machine = await machines.create('timed', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  await console.run('echo early-$((40+2)); sleep 7; echo late-$((40+2))', /^late-42$/m);
  await console.expectPrompt();

  const history = await HistoryView.open(page, machine, { console: 'con1' });
  await history.expectText(/^late-42$/m);
  const idleTotal = Number(await history.slider.getAttribute('aria-valuemax'));
  await page.getByRole('switch', { name: 'Skip idle' }).uncheck();
  await expect
    .poll(() => history.slider.getAttribute('aria-valuemax').then(Number))
    .toBeGreaterThan(idleTotal);
  await expect(history.slider).toHaveAttribute('aria-valuetext', /, (\d+:\d\d) of \1$/);

  await history.slider.focus();
  await page.keyboard.press('ArrowLeft');
  await history.expectNoText(/^late-42$/m);
  await history.expectText(/^early-42$/m);
  const total = Number(await history.slider.getAttribute('aria-valuemax'));
  await expect
    .poll(async () => total - Number(await history.slider.getAttribute('aria-valuenow')))
    .toBeCloseTo(5_000, -2);
  await page.keyboard.press('ArrowRight');
  await history.expectText(/^late-42$/m);
  await page.keyboard.press('ArrowLeft');
  await history.expectNoText(/^late-42$/m);

  await page.getByRole('button', { name: /^Copy link/ }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/console=con1&boot=[^&]+&t=\d+(\.\d+)?$/);
  const other = await context.newPage();
  await other.goto(link);
  const linked = new HistoryView(other, 'con1');
  await linked.expectText(/^early-42$/m);
  await linked.expectNoText(/^late-42$/m);
  await expect(other).toHaveURL(/at=\d+/);

  await other.getByRole('combobox', { name: 'Speed' }).selectOption('8');
  await other.getByRole('button', { name: 'Play', exact: true }).click();
  await linked.expectText(/^late-42$/m);
  await expect(other.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await other.close();

  const elsewhere = await HistoryView.open(page, guest, { console: 'con1' });
  await page.getByText('All machines', { exact: true }).click();
  await elsewhere.find('early-42');
  await expect(elsewhere.hits).toHaveCount(1);
  await expect(elsewhere.hits).toContainText(machine.name);
  await elsewhere.hits.click();
  await expect(page).toHaveURL(new RegExp(machine.id));
  await history.expectText(/^early-42$/m);
  await history.expectNoText(/^late-42$/m);
});
