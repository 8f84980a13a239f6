import { expectAccessible } from '../support/accessibility.ts';
import { ConsoleView } from '../support/console-view.ts';
import { MachinesView } from '../support/machines-view.ts';
import { expect, test } from '../support/test.ts';
import { WorkspaceView } from '../support/workspace-view.ts';

test.describe.configure({ timeout: 120_000 });

test('consoles of several machines side by side: tiled, dragged, typed into together, remembered', async ({
  page,
  machines,
  browser,
  session,
  server,
}) => {
  await server.api.workspace.save({ layout: null });
  const left = await machines.create('left', { start: true });
  const right = await machines.create('right', { start: true });

  // From the list, all that is selected at once.
  const list = await MachinesView.open(page, machines.prefix);
  await list.selectAll();
  await list.selection.getByRole('link', { name: 'Open consoles' }).click();
  const workspace = new WorkspaceView(page);
  const [one, two] = [workspace.login(left), workspace.login(right)];
  await one.expectPrompt();
  await two.expectPrompt();
  await workspace.expectSideBySide(left, right);
  await expectAccessible(page);

  // Each has its own keyboard, and keys lead from one to the other.
  await one.run('echo one-$((40+1))', /^one-41$/m);
  await page.keyboard.press('Control+Shift+ArrowRight');
  await two.expectFocus();
  await two.run('echo two-$((40+2))', /^two-42$/m);
  expect((await one.lines()).join('\n')).not.toContain('two-42');

  // Until they are typed into together, which stands there in words.
  await page.getByRole('button', { name: 'Type into several' }).click();
  await expect(page.getByText('What you type goes to 2 consoles')).toBeVisible();
  await two.run('echo both-$((40+3))', /^both-43$/m);
  await one.expectText(/^both-43$/m);
  await page.getByRole('checkbox', { name: `Type into ${left.name} Login` }).uncheck();
  await two.run('echo only-$((40+4))', /^only-44$/m);
  expect((await one.lines()).join('\n')).not.toContain('only-44');
  await page.getByRole('button', { name: 'Stop' }).click();

  // The terminal has the size of its place, before and after a drag.
  let asked = 0;
  const rows = async (): Promise<number> => {
    asked += 1;
    const answer = new RegExp(`^rows-${asked}-(\\d+)$`, 'm');
    await one.run(`echo rows-${asked}-$(stty size | cut -d" " -f1)`, answer);
    return Number(answer.exec((await one.lines()).join('\n'))?.[1]);
  };
  // The guest is told of a new size a moment later.
  const difference = async (): Promise<number> => (await rows()) - (await one.rowCount());
  await expect.poll(difference).toBe(0);
  const high = await rows();
  await workspace.drag(left, right, { x: 0.5, y: 0.9 });
  await workspace.expectAbove(right, left);
  await expect.poll(rows).toBeLessThan(high);
  await expect.poll(difference).toBe(0);

  // Another browser of the same person finds it like that; here it can be undone.
  await expect.poll(async () => JSON.stringify(await server.api.workspace.get())).toContain('"column"');
  await using context = await browser.newContext({ storageState: session, baseURL: server.url });
  const elsewhere = await WorkspaceView.open(await context.newPage());
  await elsewhere.expectAbove(right, left);
  await elsewhere.login(left).expectPrompt();
  await page.getByRole('button', { name: 'Undo' }).click();
  await workspace.expectSideBySide(left, right);

  // The same move without a mouse, and the console's text is still there.
  await workspace.menu(left, 'Move right');
  await expect(workspace.tab(left)).toHaveAttribute('aria-selected', 'true');
  await expect(workspace.tab(right)).toHaveAttribute('aria-selected', 'false');
  await one.expectText(/^rows-\d+-\d+$/m);

  // Closing takes a console off the page, not the machine.
  await workspace.tab(right).click();
  await workspace.tab(right).press('Delete');
  await expect(workspace.tabs).toHaveCount(1);
  expect((await machines.get(right)).state.phase).toBe('running');

  // The wall shows both as live pictures, and types a line into those that are chosen.
  await page.getByText('Wall', { exact: true }).click();
  await page.getByRole('searchbox', { name: 'Filter consoles' }).fill(machines.prefix);
  await page.getByRole('checkbox', { name: 'Choose all' }).check();
  await page
    .getByRole('textbox', { name: 'Type a line into 2 consoles' })
    .fill('echo wall-$((6*7)) >/tmp/w; clear; cat /tmp/w; cat');
  await page.keyboard.press('Enter');
  for (const { id } of [left, right]) {
    await expect(page.getByTestId(`screen-${id}-con1`)).toHaveAttribute('data-last-line', 'wall-42');
  }
  await page.getByRole('button', { name: 'Ctrl C' }).click();
  await expect(page.getByTestId(`screen-${left.id}-con1`)).toHaveAttribute('data-last-line', /:~#$/);
  await expectAccessible(page);
  await page.getByRole('checkbox', { name: `Choose ${right.name} Login` }).uncheck();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await workspace.login(left).expectPrompt();
});

test('a console moves to a window of its own and back', async ({ page, machines, server }) => {
  await server.api.workspace.save({ layout: null });
  const machine = await machines.create('window', { start: true });
  await ConsoleView.openAtPrompt(page, machine);
  await page.getByRole('button', { name: 'Open in the workspace' }).click();
  const workspace = new WorkspaceView(page);
  await workspace.login(machine).run('echo here-$((6*7))', /^here-42$/m);

  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    workspace.menu(machine, 'Move to a window of its own'),
  ]);
  await expect(page.getByRole('heading', { name: 'No console is open' })).toBeVisible();
  const alone = new ConsoleView(popup);
  await alone.expectText(/^here-42$/m);
  await alone.run('echo there-$((6*7))', /^there-42$/m);
  await expectAccessible(popup);
  await popup.getByRole('button', { name: 'Back to the workspace' }).click();
  await workspace.login(machine).expectText(/^there-42$/m);
  expect(popup.isClosed()).toBe(true);

  // A machine that is deleted is said to be gone, and not opened again.
  await server.api.machines.remove({ id: machine.id, force: true });
  await expect(page.getByRole('heading', { name: 'This machine is gone' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'No console is open' })).toBeVisible();
  await expectAccessible(page);
});
