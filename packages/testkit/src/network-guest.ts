import { consoleName } from '@umlaut/contracts/model';
import type { LaunchNic, LaunchSpec } from '@umlaut/contracts/monitor';
import { ConsoleSession, type MonitorClient } from '@umlaut/core/monitor-client';
import { createTestMachine, type TestMachine } from './test-machine.ts';

const BOOT_MS = 60_000;

/** A booted guest of a monitor alone, for tests of what is between guests. */
export interface NetworkGuest extends AsyncDisposable {
  readonly machine: TestMachine;
  readonly monitor: MonitorClient;
  readonly shell: ConsoleSession;
  /** Runs a command to its end. @returns what it printed, behind the command itself */
  run(command: string, timeoutMs?: number): Promise<string>;
  /** In a /24, for good: what DHCP says is not heard any more. */
  setAddress(device: string, address: string): Promise<void>;
}

export async function bootNetworkGuest(
  nics: LaunchNic[],
  changes: Partial<LaunchSpec> = {},
): Promise<NetworkGuest> {
  await using stack = new AsyncDisposableStack();
  const machine = stack.use(await createTestMachine({ nics, isolation: 'plain', ...changes }));
  const monitor = stack.use(await machine.launch());
  const shell = stack.use(new ConsoleSession(monitor.openConsole(consoleName.parse('con1'))));
  await shell.expect(/:~# /, BOOT_MS);
  const run = async (command: string, timeoutMs?: number): Promise<string> => {
    shell.type(`${command}; echo do""ne\n`);
    return (await shell.expect(/([^]*?)done\r?\n/, timeoutMs)).at(1) ?? '';
  };
  // The starter image asks for an address on each interface, which would take away those that tests give.
  await run('echo "#!/bin/sh" >/etc/udhcpc/default.script');
  // One that runs already could still take addresses away.
  await run('while ps | grep -q "[d]efault.script"; do sleep 0.1; done');
  const owned = stack.move();
  return {
    machine,
    monitor,
    shell,
    run,
    setAddress: async (device, address) => {
      await run(
        `until [ -e /sys/class/net/${device} ]; do sleep 0.1; done; ifconfig ${device} ${address} netmask 255.255.255.0 up`,
      );
    },
    [Symbol.asyncDispose]: async () => owned.disposeAsync(),
  };
}
