import { chmod, mkdtempDisposable, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newBootId, newMachineId } from '@umlaut/core/machine';
import { expect, it } from 'vitest';
import { RunRecords } from './run-records.ts';

function recordsIn(machineDir: string): RunRecords {
  return new RunRecords(
    {
      machineId: newMachineId(),
      bootId: newBootId(),
      machineDir,
      runtimeDir: machineDir,
      kernelPath: '/usr/bin/linux.uml',
      memoryMiB: 64,
      hostname: 'test',
      consoles: [],
      disks: [],
      shareDir: join(machineDir, 'share'),
      kernelArguments: [],
      isolation: 'plain',
      runAs: null,
      consoleLogLimitBytes: 1,
    },
    new Date().toISOString(),
  );
}

it('refuses to begin without a record, and goes on when a later one cannot be written', async () => {
  await using dir = await mkdtempDisposable('/tmp/umlaut-records-');
  const records = recordsIn(dir.path);
  records.begin();
  await rm(dir.path, { recursive: true });
  expect(() => recordsIn(dir.path).begin()).toThrow('ENOENT');
  records.writeRun({ pid: 7, startTime: '8' }, null);
  records.writeExit({
    kind: 'halted',
    at: new Date().toISOString(),
    message: '',
    code: 0,
    signal: null,
    rung: null,
    lastLines: [],
  });
  expect(records.record).toMatchObject({ leaderPid: 7, leaderStartTime: '8' });
});

it('replaces the record as a whole', async () => {
  await using dir = await mkdtempDisposable('/tmp/umlaut-records-');
  const records = recordsIn(dir.path);
  records.begin();
  await chmod(join(dir.path, 'run.json'), 0o400);
  records.writeRun({ pid: 7, startTime: '8' }, { pid: 9, startTime: '10' });
  expect(JSON.parse(await readFile(join(dir.path, 'run.json'), 'utf8'))).toMatchObject({
    leaderPid: 7,
    umlPid: 9,
  });
});
