import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { consoleName, type Machine } from '@umlaut/contracts/model';
import { CockpitView } from '../support/cockpit-view.ts';
import { ConsoleView } from '../support/console-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { expect, test } from '../support/test.ts';

const run = promisify(execFile);
const CON1 = consoleName.parse('con1');

test.describe.configure({ timeout: 120_000 });

test('a console that gives no sign says why, and offers what helps', async ({ page, machines, server }) => {
  const machine = await machines.create('silent', { start: true });
  const { id } = machine;
  const console = await ConsoleView.openAtPrompt(page, machine);
  const socket = join(server.home.runtime, id, 'uml', id, 'mconsole');

  await test.step('stopped by a mconsole that is not ours', async () => {
    await run('uml_mconsole', [socket, 'stop']);
    await console.type('echo typed-$((40+1))');
    await expect(notice(page)).toContainText('The guest stands still');
    await expectActions(page, ['Let it go on']);
    await notice(page).getByRole('button', { name: 'Let it go on' }).click();
    await console.expectText(/^typed-41$/m);
    await expect(notice(page)).toHaveCount(0);
  });

  await test.step('its process held by a signal of the host', async () => {
    process.kill(pidOf(await machines.get(machine)), 'SIGSTOP');
    await console.type('echo typed-$((40+2))');
    await expect(notice(page)).toContainText('SIGSTOP');
    await expectActions(page, ['Let it go on', 'Power off…']);
    await notice(page).getByRole('button', { name: 'Let it go on' }).click();
    await console.expectText(/^typed-42$/m);
    await expect(notice(page)).toHaveCount(0);
  });

  await test.step('nobody reads it: its login is gone', async () => {
    await console.type("sed -i '/^tty1:/d' /etc/inittab; kill -HUP 1; exec true");
    await expect
      .poll(async () => (await server.api.consoles.check({ id, console: CON1 })).state)
      .toBe('unread');
    await console.type('is anybody there');
    await expect(notice(page)).toContainText('the login or shell on it is gone');
    await expectActions(page, ['Reboot', 'Look inside']);
  });

  await test.step('its kernel answers only in its interrupt', async () => {
    // Reading a terminal blocks the kernel's work queue for good.
    await run('uml_mconsole', [socket, 'proc 1/fd/0'], { timeout: 500 }).catch(() => undefined);
    await expect(notice(page)).toContainText('its work queue hangs');
    await expectActions(page, ['Stacks and SysRq', 'Look inside', 'Power off…']);
    await notice(page).getByRole('button', { name: 'Stacks and SysRq' }).click();
    // The keys still reach it, and tell what hangs.
    await page.getByRole('button', { name: /^w / }).click();
    await new CockpitView(page).expectNewest('sysrq w', 'Answered');
  });

  await test.step('powered off when that was confirmed, and can be started again', async () => {
    await page.goBack();
    await console.type('still nobody');
    await notice(page).getByRole('button', { name: 'Power off…' }).click();
    const view = new MachineView(page);
    await view.confirm('Power off');
    await view.expectState('Powered off');
    await expect(notice(page)).toHaveCount(0);
    // In the place of the notice, the way to make it live again.
    await expect(
      page.getByText('Stopped. This is the history').locator('..').getByRole('button', { name: 'Start' }),
    ).toBeVisible();
  });
});

/** What is said over the terminal. */
function notice(page: Page): Locator {
  return page.getByRole('status').filter({ hasText: 'Nothing comes back.' });
}

async function expectActions(page: Page, labels: readonly string[]): Promise<void> {
  await expect(notice(page).getByRole('button')).toHaveText(labels);
}

function pidOf({ state }: Machine): number {
  if (state.phase !== 'running') throw new Error(`It is ${state.phase}`);
  return state.pid;
}
