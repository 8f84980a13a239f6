import { join } from 'node:path';
import type { MachineRoot } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { cleanUpRun, createMachine, launchMonitor, newBootId, readRunRecord } from '@umlaut/core/machine';
import type { MonitorClient } from '@umlaut/core/monitor-client';
import { MONITOR_BUNDLE } from './repository.ts';
import { createTestHome, type TestHome } from './test-home.ts';
import { copyTinyImage } from './tiny-image.ts';

export const KERNEL_PATH = '/usr/bin/linux.uml';

/** A machine over the starter image in a home of its own; disposing it ends it and checks for leaks. */
export interface TestMachine extends AsyncDisposable {
  readonly home: TestHome;
  readonly spec: LaunchSpec;
  /** The starter image that its disk is backed by. */
  readonly imagePath: string;
  /** Starts the monitor's bundle, each time as a new run. */
  launch(changes?: Partial<LaunchSpec>): Promise<MonitorClient>;
}

export async function createTestMachine(
  changes: Partial<LaunchSpec> = {},
  options: { root?: MachineRoot } = {},
): Promise<TestMachine> {
  const home = await createTestHome();
  try {
    return await machineIn(home, changes, options);
  } catch (error) {
    await home[Symbol.asyncDispose]();
    throw error;
  }
}

async function machineIn(
  home: TestHome,
  changes: Partial<LaunchSpec>,
  options: { root?: MachineRoot },
): Promise<TestMachine> {
  const imagePath = join(home.root, 'tiny.ext4');
  await copyTinyImage(imagePath);
  const created = await createMachine({
    home: home.home,
    runtimeRoot: home.runtime,
    imagePath,
    name: 'test',
    memoryMiB: 64,
    ...options,
  });
  const spec: LaunchSpec = { ...created, ...changes };
  return {
    home,
    spec,
    imagePath,
    launch: async (more = {}) =>
      launchMonitor({
        spec: { ...spec, bootId: newBootId(), ...more },
        monitorPath: MONITOR_BUNDLE,
      }),
    [Symbol.asyncDispose]: async () => {
      const record = await readRunRecord(spec.machineDir);
      if (record !== null) await cleanUpRun(spec.machineDir, record);
      await home[Symbol.asyncDispose]();
    },
  };
}
