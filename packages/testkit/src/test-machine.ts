import { randomInt } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bootId, consoleName, machineId } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { createCow } from '@umlaut/core/cow';
import {
  cleanUpRun,
  launchMonitor,
  machinePaths,
  prepareFolders,
  readRunRecord,
  runtimePaths,
} from '@umlaut/core/machine';
import type { MonitorClient } from '@umlaut/core/monitor-client';
import { machineAccount } from './machine-account.ts';
import { MONITOR_BUNDLE } from './repository.ts';
import { createTestHome, type TestHome } from './test-home.ts';
import { copyTinyImage } from './tiny-image.ts';

export const KERNEL_PATH = '/usr/bin/linux.uml';
const LOG_LIMIT_BYTES = 4_194_304;

/** A machine over the starter image in a home of its own; disposing it ends it and checks for leaks. */
export interface TestMachine extends AsyncDisposable {
  readonly home: TestHome;
  readonly spec: LaunchSpec;
  /** The starter image that its disk is backed by. */
  readonly imagePath: string;
  /** Starts the monitor's bundle, each time as a new run. */
  launch(changes?: Partial<LaunchSpec>): Promise<MonitorClient>;
}

export async function createTestMachine(changes: Partial<LaunchSpec> = {}): Promise<TestMachine> {
  const home = await createTestHome();
  try {
    return await machineIn(home, changes);
  } catch (error) {
    await home[Symbol.asyncDispose]();
    throw error;
  }
}

async function machineIn(home: TestHome, changes: Partial<LaunchSpec>): Promise<TestMachine> {
  const account = await machineAccount();
  await prepareFolders({ home: home.home, runtimeRoot: home.runtime, account });
  const id = machineId.parse(`m-${randomWord(10)}`);
  const paths = machinePaths(home.home, id);
  const imagePath = join(home.home, 'tiny.ext4');
  await copyTinyImage(imagePath);
  await mkdir(paths.disksDir, { recursive: true });
  const diskPath = paths.diskPath('root.cow');
  await createCow({ path: diskPath, backingPath: imagePath });
  const spec: LaunchSpec = {
    machineId: id,
    bootId: newBootId(),
    machineDir: paths.machineDir,
    runtimeDir: runtimePaths(home.runtime, id).runtimeDir,
    kernelPath: KERNEL_PATH,
    memoryMiB: 64,
    hostname: 'test',
    consoles: [consoleName.parse('con0'), consoleName.parse('con1')],
    disks: [{ index: 0, path: diskPath, backingPath: imagePath, readOnly: false }],
    shareDir: paths.shareDir,
    kernelArguments: [],
    isolation: 'bubblewrap',
    runAs: account,
    consoleLogLimitBytes: LOG_LIMIT_BYTES,
    ...changes,
  };
  return {
    home,
    spec,
    imagePath,
    launch: async (more = {}) =>
      launchMonitor({
        spec: { ...spec, bootId: newBootId(), ...more },
        nodePath: process.execPath,
        monitorPath: MONITOR_BUNDLE,
      }),
    [Symbol.asyncDispose]: async () => {
      const record = await readRunRecord(spec.machineDir);
      if (record !== null) await cleanUpRun(record);
      await home[Symbol.asyncDispose]();
    },
  };
}

function newBootId(): LaunchSpec['bootId'] {
  return bootId.parse(`b-${randomWord(16)}`);
}

function randomWord(length: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
