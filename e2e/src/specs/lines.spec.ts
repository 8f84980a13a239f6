import { expectAccessible } from '../support/accessibility.ts';
import { ConsoleView } from '../support/console-view.ts';
import { LinesView } from '../support/lines-view.ts';
import { MachineView } from '../support/machine-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ timeout: 120_000 });

test('leads lines to the host and to the browser, and says how to attach', async ({ page, machines }) => {
  const machine = await machines.create('lines');
  const view = await MachineView.open(page, machine);
  await view.openTab('Lines');
  const lines = new LinesView(page);
  await expect(lines.row('con0')).toContainText('Browser');
  await expect(lines.row('con0').getByRole('button')).toHaveCount(0);

  await lines.add('con2', 'Pseudo-terminal (pts)');
  await expect(lines.row('con2')).toContainText('/dev/tty2');
  await lines.add('ssl0', 'Browser');
  await expect(lines.row('ssl0')).toContainText('/dev/ttyS0');

  // A port is open to everybody: nobody gets one without having agreed.
  await lines.add('ssl1', 'TCP port (port)');
  await lines.dialog.getByRole('textbox', { name: 'TCP port' }).fill('80');
  await expect(lines.dialog.getByText('At least 1024')).toBeVisible();
  await expect(lines.dialog.getByText('Agree to it')).toBeVisible();
  await lines.dialog.getByRole('button', { name: 'Cancel' }).click();

  await view.button('Start').click();
  await view.expectState('Running');
  await expect(lines.row('con2').getByLabel('Device of con2 on the host')).toHaveText(/\/dev\/pts\/\d+$/);
  await expect(lines.row('con2')).toContainText(/screen \/\S+\/dev\/pts\/\d+/);
  await expect(lines.row('con2').getByRole('button', { name: 'Copy the command for con2' })).toBeVisible();

  // The shell there keeps it open: the kernel refuses, and says so.
  await lines.choose('con2', 'Change');
  await lines.dialog.getByRole('radio', { name: 'Nothing (null)' }).check();
  await lines.dialog.getByRole('checkbox', { name: 'Change it in the running machine as well' }).check();
  await lines.dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(lines.dialog.getByRole('alert').first()).toContainText('Device is already open');
  await expect(lines.dialog).toContainText('It is saved all the same');
  await lines.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(lines.row('con2')).toContainText('Now pts, until the next start');
  await expectAccessible(page);

  // A line of the browser that this run did not begin with has no tab yet.
  await lines.add('ssl2', 'Browser');
  await expect(lines.row('ssl2')).toContainText('Now null, until the next start');
  await view.openTab('Consoles');
  const tabs = page.getByRole('tablist', { name: 'Consoles' });
  await expect(tabs.getByRole('tab')).toHaveText(['Kernel', 'Login', 'ssl0']);
  const serial = new ConsoleView(page, 'ssl0');
  await serial.tab.click();
  await serial.expectPrompt();
  await serial.run('echo serial-$((40+2))', /^serial-42$/m);
});
