import { readFile, readdir } from 'node:fs/promises';
import { machineId, nicTransport } from '@umlaut/contracts/model';
import { runtimeFiles } from '@umlaut/core/machine';
import {
  NO_NETWORK,
  NetworkNamespace,
  endHolder,
  ensureHolder,
  findTunDevice,
  portName,
  removeTunDevice,
} from '@umlaut/core/namespace';
import { bootNetworkGuest, bubblewrapWorks, createTestHome, machineAccount } from '@umlaut/testkit';
import { expect, it } from 'vitest';

const isPossible = process.getuid?.() === 0 && (await bubblewrapWorks());
if (!isPossible) {
  process.stdout.write('Skipped: a namespace with taps needs bubblewrap, and root for their device.\n');
}

it.skipIf(!isPossible)('runs a machine in a network namespace, which answers all the same', async () => {
  await using stack = new AsyncDisposableStack();
  const home = stack.use(await createTestHome());
  const place = { home: home.home, runtimeRoot: home.runtime, runAs: await machineAccount() };
  stack.defer(async () => {
    await endHolder(place);
    await removeTunDevice(place.home);
  });
  const { member, isNew } = await ensureHolder(place, []);
  expect(isNew).toBe(true);
  expect(await ensureHolder(place, [])).toEqual({ member, isNew: false });
  const space = new NetworkNamespace(member, place.runAs);
  await space.begin();
  const tun = await findTunDevice(place.home, place.runAs);
  const name = portName('tap', machineId.parse('m-aaaaaaaaaa'), 0);
  await space.apply({ ...NO_NETWORK, ports: [{ kind: 'tap', name, plug: name, mtu: 1500 }] }, tun);

  const transport = nicTransport.parse({ kind: 'tap' });
  const namespace = {
    pid: member.pid,
    startTicks: Number(member.startTime),
    netRaw: false,
    tunDevice: tun.path,
  };
  const guest = stack.use(
    await bootNetworkGuest([{ number: 0, mac: '02:00:00:00:00:01', transport, ifname: name }], {
      isolation: 'bubblewrap',
      namespace,
    }),
  );
  const { monitor, machine } = guest;
  const { umlPid } = await monitor.status();
  const status = await readFile(`/proc/${umlPid}/status`, 'utf8');
  expect(status).toMatch(/^CapEff:\s+0+$/m);
  expect(status).toMatch(/^CapPrm:\s+0+$/m);
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
  expect(status).not.toMatch(/^Uid:\s+0\b/m);

  await guest.setAddress('vec0', '10.0.0.1');
  const carrier = (await space.links()).find((link) => link.name === name);
  expect(carrier).toMatchObject({ kind: 'tun', isUp: true });
  const answers = await monitor.ask(['version', 'proc 1/root/sys/class/net/vec0/operstate'], 10_000);
  expect(answers).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await monitor.ask(['help'], 10_000)).toMatchObject([{ ok: true }]);
  await monitor.command({ command: 'pause' });
  await monitor.command({ command: 'resume' });
  await guest.run('ifconfig vec0 down');
  await monitor.command({ command: 'mconsole', line: 'remove vec0', timeoutMs: 10_000 });
  const { umlDir } = runtimeFiles(machine.spec.runtimeDir, machine.spec.machineId);
  await monitor.command({ command: 'power-off' });
  await expect.poll(async () => (await readdir(umlDir)).filter((one) => one.startsWith('r-'))).toEqual([]);
});
