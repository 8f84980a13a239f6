import { consoleName } from '@umlaut/contracts/model';
import { expectAccessible } from '../support/accessibility.ts';
import { AsciinemaPage } from '../support/asciinema-page.ts';
import { ConsoleView } from '../support/console-view.ts';
import { HistoryView } from '../support/history-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { expect, test } from '../support/test.ts';

test('what was typed is replayed, found, and led to by a link', async ({ page, machines }) => {
  const machine = await machines.create('replay', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  await console.run('echo first-$((40+2))', /^first-42$/m);
  await console.run('clear; echo second', /^second$/m);

  const history = await HistoryView.open(page, machine, { console: 'con1' });
  await history.expectText(/^second$/m);
  await history.find('first-42');
  await expect(history.hits).toHaveCount(1);
  await expect(history.hits.locator('mark')).toHaveText('first-42');
  await history.search.press('ArrowDown');
  await page.keyboard.press('Enter');
  await history.expectText(/^first-42$/m);
  await history.expectNoText(/^second$/m);
  await expect(page).toHaveURL(/tab=history.*at=\d+/);

  await page.reload();
  await history.expectText(/^first-42$/m);
  await history.expectNoText(/^second$/m);
  await history.player.focus();
  await page.keyboard.press('Space');
  await history.expectText(/^second$/m);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({ timeout: 60_000 });

  await history.find('never-said');
  await expect(page.getByText('“never-said” was not found')).toBeVisible();
});

test('goes from boot to boot', async ({ page, machines, server }) => {
  const machine = await machines.create('boots', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  await console.run('echo run-$((0+1))', /^run-1$/m);
  await server.api.machines.powerOff({ id: machine.id });
  await new MachineView(page).expectState('Powered off');
  await server.api.machines.start({ id: machine.id });
  await console.expectText(/boot at/);
  await console.expectPrompt();
  await console.run('echo run-$((1+1))', /^run-2$/m);

  const history = await HistoryView.open(page, machine, { console: 'con1' });
  await history.expectText(/^run-2$/m);
  await history.expectNoText(/^run-1$/m);
  await expect(history.boots).toHaveCount(2);
  await history.boots.filter({ hasText: 'Boot 1' }).click();
  await expect(history.boots.filter({ hasText: 'Boot 1' })).toHaveAttribute('aria-current', 'true');
  await history.expectNoText(/^run-2$/m);
  await history.player.focus();
  await page.keyboard.press('Space');
  await history.expectText(/^run-1$/m);
  await page.keyboard.press(']');
  await expect(history.boots.filter({ hasText: 'Boot 2' })).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('End');
  await history.expectText(/^run-2$/m);
  await expect(history.moment).toContainText(/(.+) of \1/);
});

test('newer output is told while one looks at the history', async ({ page, context, machines }) => {
  const machine = await machines.create('newer', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  const history = await HistoryView.open(await context.newPage(), machine, { console: 'con1' });
  await history.expectText(/:~#$/m);
  await console.run('echo late-$((6*7))', /^late-42$/m);
  await history.page.getByRole('button', { name: 'Go to the end' }).click();
  await history.expectText(/^late-42$/m);
});

test('is downloaded, plays in asciinema’s own player, and is cleared for good', async ({
  page,
  browser,
  machines,
}) => {
  const machine = await machines.create('files', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  await console.run(String.raw`printf '\033[31mgrüße-%s\033[0m\n' $((40+2))`, /^grüße-42$/m);
  const history = await HistoryView.open(page, machine, { console: 'con1' });
  await history.expectText(/^grüße-42$/m);

  const text = await history.download('Text');
  expect(text.name).toBe(`${machine.name}-con1.txt`);
  expect(text.text).toContain('\ngrüße-42\n');
  expect(text.text).not.toContain('\u001B');
  const ansi = await history.download('ANSI');
  expect(ansi.text).toContain('\u001B[31mgrüße-42\u001B[0m\r\n');

  const cast = await history.download('asciicast v2');
  expect(cast.name).toBe(`${machine.name}-con1.cast`);
  const [header, ...events] = cast.text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(header).toMatchObject({ version: 2, width: expect.any(Number), height: expect.any(Number) });
  const output = events.flatMap((event) => (Array.isArray(event) && event[1] === 'o' ? [event[2]] : []));
  expect(output.join('')).toBe(ansi.text);
  await using player = await AsciinemaPage.play(browser, cast.text);
  const screen = (await player.lastScreen()).join('\n').trimEnd();
  expect(screen).toMatch(/^grüße-42$/m);
  expect(screen).toMatch(/:~#$/);

  await history.clear('Cancel');
  await history.expectText(/^grüße-42$/m);
  await history.clear('Clear history');
  await expect(page.getByRole('heading', { name: 'Nothing was put out yet' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Nothing was put out yet' })).toBeVisible();
});

test('one of 32 consoles is chosen from a list, those with output first', async ({
  page,
  machines,
  server,
}) => {
  const lines = ['con', 'ssl'].flatMap((kind) =>
    Array.from({ length: 16 }, (_, number) => ({
      name: consoleName.parse(`${kind}${number}`),
      channel: { kind: 'browser' as const },
    })),
  );
  const machine = await machines.create('many', { start: true, lines });
  await ConsoleView.openAtPrompt(page, machine);
  // The starter image has shells for six consoles and four serial lines.
  const speaking = async (): Promise<number> =>
    (await server.api.consoles.list({ id: machine.id })).items.filter(({ bytes }) => bytes > 0).length;
  await expect.poll(speaking).toBe(10);

  const history = await HistoryView.open(page, machine, { console: 'con1' });
  await history.expectText(/:~#$/m);
  await expect(history.picker).toHaveValue('Login (con1)');
  await history.picker.click();
  const spoken = page.getByRole('group', { name: 'With output' });
  await expect(spoken.getByRole('option').first()).toHaveText(/^Kernel \(con0\)[\d.]+ KiB$/);
  await expect(spoken.getByRole('option')).toHaveCount(10);
  await expect(page.getByRole('group', { name: 'Nothing kept' }).getByRole('option')).toHaveCount(22);
  await expectAccessible(page);

  // By keyboard alone, and on a phone.
  await page.setViewportSize({ width: 390, height: 844 });
  await history.picker.fill('ssl3');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/console=ssl3/);
  const serial = new HistoryView(page, 'ssl3');
  await serial.expectText(/:~#$/m);
  await expect(serial.picker).toHaveValue('ssl3');
});
