import { expectAccessible } from '../support/accessibility.ts';
import { ConsoleView } from '../support/console-view.ts';
import { expect, test } from '../support/test.ts';

/** Line numbers that come out in order, each once: "line 1 of x". */
const LINES = 40;
const printLines = `for i in $(seq 1 ${LINES}); do echo "line $i of $((6*7))"; done`;
const numbered = (lines: readonly string[]): number[] =>
  lines.flatMap((line) => {
    const number = /^line (\d+) of 42$/.exec(line)?.[1];
    return number === undefined ? [] : [Number(number)];
  });

test("the guest's terminal has the size of the window", async ({ page, guest }) => {
  const console = await ConsoleView.openAtPrompt(page, guest);
  let asked = 0;
  const guestSize = async (): Promise<[rows: number, columns: number]> => {
    // Numbered, so that an answer is never taken for the next one.
    const number = ++asked;
    const answer = new RegExp(`^size-${number}: (\\d+) (\\d+)$`, 'm');
    await console.run(`clear; echo size-$((${number})): $(stty size)`, answer);
    const [, rows, columns] = answer.exec((await console.lines()).join('\n')) ?? [];
    return [Number(rows), Number(columns)];
  };

  const [rows, columns] = await guestSize();
  expect(rows).toBe(await console.rowCount());
  await page.setViewportSize({ width: 1000, height: 600 });
  await expect.poll(async () => (await guestSize())[0]).toBeLessThan(rows);
  const [fewerRows, fewerColumns] = await guestSize();
  expect(fewerRows).toBe(await console.rowCount());
  expect(fewerColumns).toBeLessThan(columns);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(guestSize).toEqual([rows, columns]);
});

test('a reload finds the scrollback, each line once', async ({ page, machines }) => {
  const machine = await machines.create('reload', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  await console.run(printLines, new RegExp(`^line ${LINES} of 42$`, 'm'));
  await console.expectPrompt();
  const before = await console.lines();

  await page.reload();
  await console.expectText(new RegExp(`^line ${LINES} of 42$`, 'm'));
  await console.expectPrompt();
  expect(await console.lines()).toEqual(before);

  await console.scrollUpTo(/Welcome to Umlaut Tiny/);
  const fromTop = numbered(await console.lines());
  expect(fromTop).toEqual(Array.from(fromTop, (_, index) => index + 1));
  await console.run('echo still $((40+2))', /^still 42$/m);
});

test('two browsers share one console', async ({ page, guest, browser, session, server }) => {
  const here = await ConsoleView.openAtPrompt(page, guest);
  await here.run('echo from the $((1))st window', /^from the 1st window$/m);

  await using context = await browser.newContext({ storageState: session, baseURL: server.url });
  const there = await ConsoleView.openAtPrompt(await context.newPage(), guest);
  await there.expectText(/^from the 1st window$/m);
  await there.run('echo from the $((2))nd window', /^from the 2nd window$/m);
  await here.expectText(/^from the 2nd window$/m);
  await here.run('echo both $((3))', /^both 3$/m);
  await there.expectText(/^both 3$/m);
});

test('a flood arrives complete and leaves the page usable', async ({ page, guest }) => {
  const console = await ConsoleView.openAtPrompt(page, guest);
  // Made first: a guest makes lines far more slowly than it prints them.
  await console.type('seq 1 20000 >/tmp/s; for i in $(seq 10); do cat /tmp/s; done; echo flooded-$((6*7))');
  await console.expectText(/^flooded-42$/m, 60_000);
  expect((await console.lines()).slice(-5).join('\n')).toContain('20000');
  await console.run('echo alive-$((6*7))', /^alive-42$/m);
});

test('keys that a browser keeps for itself are sent from a menu', async ({ page, machines, server }) => {
  const machine = await machines.create('keys', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  const keys = page.getByRole('button', { name: 'Special keys' });
  await console.type('cat');
  await keys.click();
  await page.getByRole('menuitem', { name: /^Ctrl C/ }).click();
  await console.expectText(/\^C/);
  await console.run('echo back-$((6*7))', /^back-42$/m);

  await keys.click();
  await page.getByRole('menuitem', { name: /^Magic SysRq/ }).click();
  const sysrq = page.getByRole('dialog', { name: `Magic SysRq to ${machine.name}` });
  await sysrq.getByRole('combobox', { name: 'Key' }).fill('memory');
  await page.getByRole('option', { name: /^m\b/ }).click();
  await sysrq.getByRole('button', { name: 'Send m' }).click();
  await expect(sysrq.getByLabel('Answer of the kernel')).toContainText('Mem-Info');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(sysrq).toBeHidden();

  await keys.click();
  await page.getByRole('menuitem', { name: /^Ctrl Alt Del/ }).click();
  // The starter image's init reboots then.
  const run = async (): Promise<string> =>
    JSON.stringify((await server.api.machines.get({ id: machine.id })).state);
  const before = await run();
  await page.getByRole('dialog').getByRole('button', { name: 'Press Ctrl Alt Del' }).click();
  await expect.poll(run, { timeout: 60_000 }).not.toBe(before);
  await expect.poll(run, { timeout: 60_000 }).toContain('"running"');

  // A login that is gone is told as such, once somebody types to it, with what helps.
  await console.run('echo up-$((6*7))', /^up-42$/m);
  await console.type("sed -i '/^tty1:/d' /etc/inittab; kill -HUP 1; exit");
  const gone = page.getByRole('status').filter({ hasText: 'no program has /dev/tty1 open' });
  await expect(async () => {
    await page.keyboard.type('x');
    await expect(gone).toBeVisible({ timeout: 6_000 });
  }).toPass({ timeout: 60_000 });
  await gone.getByRole('button', { name: 'Reboot' }).click();
  await expect(gone).toBeHidden();
});

test('what is selected is copied when that is wanted', async ({ page, guest, context, server }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  const console = await ConsoleView.openAtPrompt(page, guest);
  await console.run('echo picked-$((6*7))', /^picked-42$/m);
  const word = page.getByTestId('terminal-con1').getByText('picked-42', { exact: true }).last();
  const box = await word.boundingBox();
  const selectWord = (): Promise<void> =>
    page.mouse.dblclick((box?.x ?? 0) + 20, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  await selectWord();
  expect(await page.evaluate(() => navigator.clipboard.readText())).not.toContain('picked');
  await page.getByRole('button', { name: 'Console settings' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Copy what is selected' }).click();
  await page.keyboard.press('Escape');
  await selectWord();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('picked');
});

test('several pasted lines are asked about first', async ({ page, guest, context, server }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  const console = await ConsoleView.openAtPrompt(page, guest);
  await console.run('echo ready-$((6*7))', /^ready-42$/m);
  await page.evaluate(() => navigator.clipboard.writeText('echo one-$((1+1))\necho two-$((2+2))\n'));
  await page.keyboard.press('Control+Shift+V');
  const dialog = page.getByRole('dialog', { name: 'Paste 2 lines?' });
  await dialog.getByRole('button', { name: 'Paste 2 lines' }).click();
  await console.expectText(/^one-2$[^]*^two-4$/m);
});

test('a full-screen program keeps up with the window, and leaves the screen as it was', async ({
  page,
  guest,
}) => {
  const console = await ConsoleView.openAtPrompt(page, guest);
  await console.run('clear; echo before-$((6*7)); seq 500 >/tmp/numbers', /^before-42$/m);
  await console.type('vi /tmp/numbers');
  await console.expectText(/^1$[^]*numbers/m);
  const status = async (): Promise<string | undefined> => (await console.lines()).at(-1);
  await page.keyboard.type('G');
  await expect.poll(status).toMatch(/500\/500/);
  for (const size of [
    { width: 1000, height: 500 },
    { width: 1440, height: 900 },
    { width: 1200, height: 700 },
  ]) {
    await page.setViewportSize(size);
    // The program's own line stands on the guest's new last one; above it the end of the file, or what vi shows beyond.
    await expect
      .poll(async () => (await console.lines()).slice(-2))
      .toEqual([expect.stringMatching(/^(500|~)$/), expect.stringMatching(/500\/500/)]);
    // It knows how many lines there are: told to, it puts the end of the file right above its own line.
    await expect(async () => {
      await page.keyboard.type('z-');
      expect((await console.lines()).slice(-2)).toEqual(['500', expect.stringMatching(/500\/500/)]);
    }).toPass();
  }
  await page.keyboard.type(':q!');
  await page.keyboard.press('Enter');
  await console.expectPrompt();
});

test('a guest may use the clipboard only when it is allowed to', async ({ page, guest, context, server }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  const console = await ConsoleView.openAtPrompt(page, guest);
  await page.evaluate(() => navigator.clipboard.writeText('mine'));
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  const copy = (text: string): string =>
    `printf '\\033]52;c;%s\\007' $(printf %s ${text} | base64); echo sent-$((6*7))`;
  const question = page.getByRole('alert').filter({ hasText: 'on your clipboard' });

  await console.run(copy('first'), /^sent-42$/m);
  await expect(question).toContainText('5 characters on your clipboard: first');
  expect(await clipboard()).toBe('mine');
  await question.getByRole('button', { name: 'Refuse' }).click();
  await expect(question).toBeHidden();
  await console.run(copy('second'), /^sent-42$[^]*^sent-42$/m);
  await question.getByRole('button', { name: 'Always' }).click();
  await expect.poll(clipboard).toBe('second');
  await console.run(copy('third'), /(^sent-42$[^]*){3}/m);
  await expect.poll(clipboard).toBe('third');
});

test('a text is typed as slowly as a guest needs it, and can be stopped', async ({ page, guest }) => {
  const console = await ConsoleView.openAtPrompt(page, guest);
  await console.run('clear; echo ready-$((6*7))', /^ready-42$/m);
  const open = async (text: string): Promise<void> => {
    await page.getByRole('button', { name: 'Special keys' }).click();
    await page.getByRole('menuitem', { name: 'A text, slowly…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Type a text into the guest' });
    await dialog.getByRole('textbox', { name: 'Text' }).fill(text);
    await dialog.getByText('10 a second').click();
    await dialog.getByRole('button', { name: 'Type it' }).click();
  };
  await open('echo slow-$((1+1))\necho lines-$((2+2))\n');
  await expect(page.getByText(/^Typing \d+ of 39$/)).toBeVisible();
  await console.expectText(/^slow-2$[^]*^lines-4$/m);

  await open(`# ${'x'.repeat(2000)}`);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText(/^Typing/)).toBeHidden();
  await page.keyboard.press('Control+C');
  await console.run('echo free-$((6*7))', /^free-42$/m);
});

test('what scrolled out of the terminal is read again, in its place', async ({ page, guest }) => {
  const console = await ConsoleView.openAtPrompt(page, guest);
  await console.run('clear; seq 700001 730000; echo all-$((6*7))', /^730000\nall-42$/m);
  await page.keyboard.press('Control+Shift+Home');
  await expect(page.getByText('There is more before this.')).toBeVisible();
  const [first] = await console.lines();
  expect(Number(first)).toBeGreaterThan(710_000);
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(page.getByText('There is more before this.')).toBeHidden();
  await expect.poll(async () => (await console.lines())[0]).toBe(first);
  await console.scrollUpTo(new RegExp(`^${Number(first) - 30}$`, 'm'));
  await page.keyboard.press('Control+Shift+End');
  await console.expectPrompt();
});
