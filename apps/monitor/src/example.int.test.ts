import { join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { readExitRecord } from '@umlaut/core/machine';
import { runCommand } from '@umlaut/core/process';
import { MONITOR_BUNDLE, REPOSITORY, copyTinyImage, createTestHome, expectSoon } from '@umlaut/testkit';
import { expect, it } from 'vitest';

it('core alone runs a machine from ten lines of TypeScript', async () => {
  await using home = await createTestHome();
  const image = join(home.root, 'tiny.ext4');
  await copyTinyImage(image);
  const script = join(REPOSITORY, 'packages/core/examples/one-machine.ts');
  const result = await runCommand(process.execPath, [script, home.home, image, MONITOR_BUNDLE], {
    timeoutMs: 30_000,
    env: { ...process.env, UMLAUT_RUNTIME_DIR: home.runtime },
  });
  expect(result).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Linux lonely \d+\.\d+/) as string,
  });
  const [id = ''] = await readdir(join(home.home, 'machines'));
  const machineDir = join(home.home, 'machines', id);
  await expectSoon('the exit record', async () => (await readExitRecord(machineDir)) !== null);
  expect(await readExitRecord(machineDir)).toMatchObject({ exit: { kind: 'halted' } });
});
