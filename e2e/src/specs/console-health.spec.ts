import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Machine } from '@umlaut/contracts/model';
import { expectAccessible } from '../support/accessibility.ts';
import { CockpitView } from '../support/cockpit-view.ts';
import { ConsoleView } from '../support/console-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { expect, test } from '../support/test.ts';

const run = promisify(execFile);

test.describe.configure({ timeout: 120_000 });

test('a kernel that is stuck or hung is recognised, and what helps in each case is offered', async ({
  page,
  machines,
}) => {
  const machine = await machines.create('hung', { start: true });
  const console = await ConsoleView.openAtPrompt(page, machine);
  const view = new MachineView(page);
  const notice = page.getByRole('status').filter({ hasText: 'Nothing comes back' });
  const offered = notice.getByRole('button');

  // Reading a terminal through mconsole blocks the kernel's work queue for good; the program on con1 shows nothing.
  await page.goto(`/machines/${machine.id}?tab=cockpit`);
  const command = (await page.getByText(/^uml_mconsole \//).textContent()) ?? '';
  const socket = command.replace('uml_mconsole ', '');
  await page.goto(`/machines/${machine.id}`);
  await console.expectPrompt();
  await console.run('stty -echo; echo quiet-$((6*7)); cat >/dev/null', /^quiet-42$/m);
  await run('uml_mconsole', [socket, 'proc 1/fd/0'], { timeout: 500 }).catch(() => undefined);
  await page.keyboard.type('x');
  await expect(notice).toContainText('its work queue hangs');
  await expect(offered).toHaveText(['Look inside', 'Magic SysRq', 'Power off']);
  await expectAccessible(page);

  // The keys still reach it, and tell what hangs.
  await notice.getByRole('button', { name: 'Magic SysRq' }).click();
  await page.getByRole('button', { name: /^w Show blocked tasks/ }).click();
  await new CockpitView(page).expectNewest('sysrq w', 'Answered');
  await view.openTab('Consoles');
  await page.getByRole('textbox', { name: /^Login console of / }).press('x');
  await notice.getByRole('button', { name: 'Look inside' }).click();
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(/queue/i);

  // Nothing of a kernel that is frozen answers: all that is left is to end it, which is asked about.
  process.kill(await pidOf(machines.get(machine)), 'SIGSTOP');
  await view.openTab('Consoles');
  await page.getByRole('textbox', { name: /^Login console of / }).press('x');
  await expect(notice).toContainText('answers nothing');
  await expect(offered).toHaveText(['Power off']);
  await notice.getByRole('button', { name: 'Power off' }).click();
  await expect(page.getByRole('dialog')).toContainText('will end at once');
  await view.confirm('Power off');
  await view.expectState('Powered off');

  // A guest that is off is said to be, with the way to have it back.
  const strip = page.getByText('Stopped. This is the history of its runs.').locator('..');
  await expect(strip).toBeVisible();
  await expect(notice).toBeHidden();
  await strip.getByRole('button', { name: 'Start' }).click();
  await view.expectState('Running');
  await console.expectPrompt();
});

async function pidOf(asked: Promise<Machine>): Promise<number> {
  const { state } = await asked;
  if (state.phase !== 'running') throw new Error(`The machine is ${state.phase}`);
  return state.pid;
}
