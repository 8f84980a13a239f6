import { chmod, chown, mkdir, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consoleName } from '@umlaut/contracts/model';
import type { MachineExit } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { prepareMachineFolders, readExitRecord, readRunRecord, runtimeFiles } from '@umlaut/core/machine';
import { ConsoleSession } from '@umlaut/core/monitor-client';
import { bubblewrapWorks, createTestMachine, expectSoon, type TestMachine } from '@umlaut/testkit';
import { describe, expect, it } from 'vitest';

const CON1 = consoleName.parse('con1');
const isolation = (await bubblewrapWorks()) ? 'bubblewrap' : 'plain';

/** Launches a machine that cannot come up and waits for its exit. */
async function exitOf(machine: TestMachine, changes: Partial<LaunchSpec> = {}): Promise<MachineExit> {
  const client = await machine.launch(changes);
  client.close();
  await expectSoon('the exit record', async () => (await readExitRecord(machine.spec.machineDir)) !== null);
  const record = await readExitRecord(machine.spec.machineDir);
  if (record === null) throw new Error('The record vanished');
  return record.exit;
}

describe('a launch', () => {
  it('is refused while the machine runs, and leaves it alone', async () => {
    await using machine = await createTestMachine({ isolation });
    const client = await machine.launch();
    await expect(machine.launch()).rejects.toMatchObject({ code: 'MACHINE_RUNNING' });
    using shell = new ConsoleSession(client.openConsole(CON1));
    await shell.expect(/# /);
    await client.command({ command: 'power-off' });
  });

  it('is refused when both begin at the same moment', async () => {
    await using machine = await createTestMachine({ isolation });
    const results = await Promise.allSettled([machine.launch(), machine.launch()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const client = results.find((result) => result.status === 'fulfilled')?.value;
    await client?.command({ command: 'power-off' });
  });

  it('may follow the end of the run before at once', async () => {
    await using machine = await createTestMachine({ isolation });
    const first = await machine.launch();
    using slow = new ConsoleSession(first.openConsole(CON1));
    await slow.expect(/# /);
    const ended = Promise.withResolvers<void>();
    first.watch(({ phase }) => (phase === 'ended' ? ended.resolve() : undefined), ended.reject);
    await first.command({ command: 'shutdown' });
    await ended.promise;
    const second = await machine.launch();
    expect(await second.status()).toMatchObject({ phase: 'starting', runCount: 1 });
    await second.command({ command: 'power-off' });
  });

  it('is refused when the backing file changed', async () => {
    await using machine = await createTestMachine({ isolation });
    await utimes(machine.imagePath, 1000, 1000);
    await expect(machine.launch()).rejects.toMatchObject({ code: 'BACKING_CHANGED', field: 'disks.0' });
  });

  it('is refused when the disk is damaged', async () => {
    await using machine = await createTestMachine({ isolation });
    await truncate(machine.spec.disks[0]!.path, 100);
    await expect(machine.launch()).rejects.toMatchObject({ code: 'COW_INVALID', field: 'disks.0' });
  });

  it('is refused when another machine has the disk, from its very start', async () => {
    await using machine = await createTestMachine({ isolation });
    const client = await machine.launch();
    const id = 'm-aaaaaaaaaa' as typeof machine.spec.machineId;
    const twin = {
      machineId: id,
      machineDir: join(machine.home.home, 'machines', id),
      runtimeDir: join(machine.home.runtime, id),
      shareDir: join(machine.home.home, 'machines', id, 'share'),
    };
    await expect(machine.launch(twin)).rejects.toMatchObject({ code: 'DISK_IN_USE', field: 'disks.0' });
    await client.command({ command: 'power-off' });
  });

  it('is refused when the kernel is missing', async () => {
    await using machine = await createTestMachine({ isolation, kernelPath: '/usr/bin/linux.missing' });
    await expect(machine.launch()).rejects.toMatchObject({ code: 'KERNEL_UNAVAILABLE' });
  });

  it('is refused before anything is started when a path cannot be used', async () => {
    await using machine = await createTestMachine({ isolation });
    const deep = join(machine.home.runtime, 'x'.repeat(90));
    await expect(machine.launch({ runtimeDir: deep })).rejects.toMatchObject({
      code: 'PATH_UNSUPPORTED',
      field: 'runtimeDir',
    });
    await expect(machine.launch({ shareDir: `${machine.spec.shareDir},append` })).rejects.toMatchObject({
      code: 'PATH_UNSUPPORTED',
      field: 'shareDir',
    });
    expect(await readRunRecord(machine.spec.machineDir)).toBeNull();
  });

  it('tells in its own words why a kernel that is none does not start', async () => {
    await using machine = await createTestMachine({ isolation: 'plain' });
    const kernelPath = join(machine.home.home, 'kernel');
    await writeFile(kernelPath, '#!/bin/sh\necho "this is no kernel" >&2\nexit 3\n');
    await chmod(kernelPath, 0o755);
    expect(await exitOf(machine, { kernelPath })).toMatchObject({
      kind: 'failed-to-start',
      message: 'this is no kernel',
      code: 3,
    });
  });

  it("keeps UML's own words when it refuses", async () => {
    await using machine = await createTestMachine({ isolation, memoryMiB: 8 });
    expect(await exitOf(machine)).toMatchObject({
      kind: 'failed-to-start',
      message: expect.stringContaining('Too few physical memory') as string,
      code: 1,
    });
  });

  it('tells a panic over a disk that holds no file system', async () => {
    await using machine = await createTestMachine({ isolation });
    const path = join(machine.spec.machineDir, 'disks', 'blank.img');
    await writeFile(path, '');
    await truncate(path, 1_048_576);
    const exit = await exitOf(machine, { disks: [{ index: 0, path, backingPath: null, readOnly: false }] });
    expect(exit).toMatchObject({
      kind: 'panicked',
      message: expect.stringContaining('VFS: Unable to mount root') as string,
    });
  });

  it('clears a stale umid folder, which would cost UML its name', async () => {
    await using machine = await createTestMachine({ isolation });
    const { umidDir, mconsoleSocket } = runtimeFiles(machine.spec.runtimeDir, machine.spec.machineId);
    await prepareMachineFolders(machine.spec);
    await mkdir(umidDir);
    if (machine.spec.runAs !== null) await chown(umidDir, machine.spec.runAs.uid, machine.spec.runAs.gid);
    // Pid 1 is always alive; in a sandbox 2 is UML itself.
    await writeFile(join(umidDir, 'pid'), '1\n');
    const client = await machine.launch();
    using shell = new ConsoleSession(client.openConsole(CON1));
    await shell.expect(/# /);
    expect((await stat(mconsoleSocket)).isSocket()).toBe(true);
    const { mconsole } = await client.command({ command: 'mconsole', line: 'version', timeoutMs: 10_000 });
    expect(mconsole?.ok).toBe(true);
    await client.command({ command: 'power-off' });
  });
});
