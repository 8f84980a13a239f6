import { expectAccessible } from '../support/accessibility.ts';
import { MachineView } from '../support/machine-view.ts';
import { NicsView } from '../support/nics-view.ts';
import { expect, test } from '../support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('gives a machine an interface of another kind, changes it and takes it away', async ({
  page,
  machines,
}) => {
  const machine = await machines.create('nics');
  const view = await MachineView.open(page, machine);
  await view.openTab('Network');
  const nics = new NicsView(page);
  await expect(nics.row('vec0')).toContainText('Umlaut network');

  await nics.openAdd();
  await expect(nics.kind('fd')).toBeDisabled();
  await expect(nics.kinds).toContainText('Only the program that starts UML can hand it an open socket');
  await expectAccessible(page);

  // Half a pair of cookies would panic the guest: it is said where the other half is missing.
  await nics.kind('L2TPv3').check();
  await nics.field('Own address', 'src').fill('127.0.0.1');
  await nics.field('Address of the other end', 'dst').fill('127.0.0.1');
  await nics.field('Own port', 'srcport').fill('17001');
  await nics.field('Port of the other end', 'dstport').fill('17002');
  await nics.field('Session to receive', 'rx_session').fill('5');
  await nics.field('Session to send', 'tx_session').fill('6');
  await nics.field('Cookie to receive', 'rx_cookie').fill('0x1F');
  await nics.submit('Add interface');
  await expect(nics.field('Cookie to send', 'tx_cookie')).toBeFocused();
  await expect(nics.field('Cookie to send', 'tx_cookie')).toHaveAccessibleDescription(
    'Give both cookies or none',
  );
  await nics.field('Cookie to send', 'tx_cookie').fill('0x2f');
  await nics.submit('Add interface');
  await expect(nics.dialog).toBeHidden();
  await expect(nics.row('vec1')).toContainText(
    'UDP 127.0.0.1 port 17001 to 127.0.0.1 port 17002, sessions 5, 6, cookies of 32 bits',
  );

  await nics.openChange('vec1');
  await expect(nics.field('Cookie to receive', 'rx_cookie')).toHaveValue('0x1f');
  await nics.field('Session to send', 'tx_session').fill('7');
  await nics.dialog.getByRole('button', { name: 'Tuning' }).click();
  await nics.field('Longest packet', 'mtu').fill('9000');
  await nics.submit('Change interface');
  await expect(nics.dialog).toBeHidden();
  await expect(nics.row('vec1')).toContainText('sessions 5, 7, cookies of 32 bits, mtu 9000');

  await nics.row('vec1').getByRole('button', { name: 'Remove vec1' }).click();
  await view.confirm('Remove interface');
  await expect(nics.row('vec1')).toHaveCount(0);
});
