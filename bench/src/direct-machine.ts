import { consoleName } from '@umlaut/contracts/model';
import type { MonitorStatus } from '@umlaut/contracts/monitor';
import { ConsoleSession, type MonitorClient } from '@umlaut/core/monitor-client';
import { createTestMachine } from '@umlaut/testkit';
import type { BenchContext } from './benchmark.ts';

const BOOT_TIMEOUT_MS = 30_000;

/** A booted machine of a monitor alone, without a server; all of it belongs to the benchmark. */
export interface DirectMachine {
  monitor: MonitorClient;
  status: MonitorStatus;
  /** At its prompt. */
  shell: ConsoleSession;
}

export async function startDirectMachine(context: BenchContext): Promise<DirectMachine> {
  const machine = context.owned.use(await createTestMachine());
  const monitor = context.owned.use(await machine.launch());
  const shell = context.owned.use(new ConsoleSession(monitor.openConsole(consoleName.parse('con1'))));
  // A kernel that is up answers late until its drivers have started.
  await shell.expect(/# /, BOOT_TIMEOUT_MS);
  return { monitor, status: await monitor.status(), shell };
}
