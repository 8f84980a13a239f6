import { consoleName } from '@umlaut/contracts/model';
import { expect, test } from '../support/test.ts';
import { WorkspaceView } from '../support/workspace-view.ts';

test('the consoles of one place are tiled, enlarged, shown over the whole screen, and kept', async ({
  page,
  guest,
  server,
}) => {
  const names = ['con0', 'con1'] as const;
  await server.api.workspace.save({
    layout: {
      type: 'tabs',
      share: 1,
      active: 1,
      consoles: names.map((name) => ({ machineId: guest.id, console: consoleName.parse(name) })),
    },
  });
  const workspace = await WorkspaceView.open(page);
  const login = workspace.login(guest);
  await login.expectPrompt();
  const inSight = async (): Promise<number> => {
    const boxes = await Promise.all(names.map((name) => workspace.placeOf(guest, name)));
    return new Set(boxes.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`)).size;
  };
  // One over the other.
  expect(await workspace.widthOf(guest)).toBeGreaterThan(1000);
  await page.getByRole('button', { name: 'Tile all' }).click();
  await expect.poll(inSight).toBe(2);
  await expect.poll(() => workspace.widthOf(guest)).toBeLessThan(700);
  let asked = 0;
  const columns = async (): Promise<number> => {
    asked += 1;
    const answer = new RegExp(`^columns-${asked}-(\\d+)$`, 'm');
    await login.run(`echo columns-${asked}-$(stty size | cut -d" " -f2)`, answer);
    return Number(answer.exec((await login.lines()).join('\n'))?.[1]);
  };
  // The guest is told of a new size a moment later.
  await expect.poll(columns).toBeLessThan(90);

  // One place alone, and all again, each with what it showed.
  await login.run('echo kept-$((6*7))', /^kept-42$/m);
  await workspace.actionOf(guest, 'Enlarge this place').click();
  await expect.poll(() => workspace.widthOf(guest)).toBeGreaterThan(1000);
  await expect.poll(columns).toBeGreaterThan(120);
  await login.run('echo large-$((6*7))', /^large-42$/m);
  await workspace.actionOf(guest, 'Show all places again').click();
  await expect.poll(() => workspace.widthOf(guest)).toBeLessThan(700);
  await login.expectText(/^kept-42$[^]*^large-42$/m);

  await page.getByRole('button', { name: 'Full screen' }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  // A menu opened there is seen there.
  await page.getByRole('button', { name: `Menu of ${guest.name} con1` }).click();
  const find = page.getByRole('menuitem', { name: 'Find' });
  await expect(find).toBeVisible();
  expect(await find.evaluate((one) => document.fullscreenElement?.contains(one))).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Leave full screen' }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBe(null);

  // Who gets what is typed bears a mark, and no other.
  await page.getByRole('button', { name: 'Type into several' }).click();
  await expect(workspace.markedTabs).toHaveCount(2);
  await page.getByRole('checkbox', { name: `Type into ${guest.name} Kernel` }).uncheck();
  await expect(page.getByText('Choose the consoles to type into')).toBeVisible();
  await expect(workspace.markedTabs).toHaveText([/Login/]);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(workspace.markedTabs).toHaveCount(0);

  // What is arranged is still there after a reload, and after the next step back.
  await expect.poll(async () => JSON.stringify(await server.api.workspace.get())).toContain('"split"');
  await page.reload();
  await login.expectText(/^kept-42$/m);
  await expect.poll(inSight).toBe(2);
  await expect.poll(() => workspace.widthOf(guest)).toBeLessThan(700);
});
