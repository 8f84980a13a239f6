import type { MonitorStatus } from '@umlaut/contracts/monitor';
import type { MonitorClient } from '@umlaut/core/monitor-client';
import { createTestMachine, expectSoon } from '@umlaut/testkit';
import type { BenchContext } from './benchmark.ts';

const BOOT_TIMEOUT_MS = 20_000;

/** A running machine of a monitor alone, without a server; belongs to the benchmark. */
export async function startDirectMachine(
  context: BenchContext,
): Promise<{ monitor: MonitorClient; status: MonitorStatus }> {
  const machine = context.owned.use(await createTestMachine());
  const monitor = context.owned.use(await machine.launch());
  const isUp = async (): Promise<boolean> => (await monitor.status()).phase === 'running';
  await expectSoon('the kernel is up', isUp, BOOT_TIMEOUT_MS);
  return { monitor, status: await monitor.status() };
}
