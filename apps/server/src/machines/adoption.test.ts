import { mkdtempDisposable, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { machineFiles, newBootId, newMachineId } from '@umlaut/core/machine';
import { expect, it } from 'vitest';
import { awaitLaunch } from './adoption.ts';

it('does not wait for a launch by a clock that was set back', { timeout: 10_000 }, async () => {
  await using dir = await mkdtempDisposable('/tmp/umlaut-adoption-');
  const files = machineFiles(dir.path);
  const spec = {
    machineId: newMachineId(),
    bootId: newBootId(),
    machineDir: dir.path,
    runtimeDir: dir.path,
    kernelPath: '/usr/bin/linux.uml',
    memoryMiB: 64,
    consoleLogMiB: 16,
    hostname: 'test',
    consoles: ['con0'],
    disks: [],
    shareDir: join(dir.path, 'share'),
    kernelArguments: [],
    isolation: 'plain',
    runAs: null,
    consoleLogLimitBytes: 1_048_576,
  };
  await writeFile(files.launchFile, JSON.stringify(spec));
  const inAnHour = Date.now() / 1000 + 3600;
  await utimes(files.launchFile, inAnHour, inAnHour);
  await expect(awaitLaunch(files)).resolves.toBeUndefined();
});
