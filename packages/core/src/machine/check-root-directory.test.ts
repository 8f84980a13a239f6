import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkRootDirectory } from './check-root-directory.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'umlaut-root-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function refusal(path: string): Promise<unknown> {
  return checkRootDirectory(path).catch((error: unknown) => error);
}

it('says what is wrong with a directory that nobody could boot from', async () => {
  const path = join(dir, 'root');
  const about = (words: string): unknown =>
    expect.objectContaining({ code: 'ROOT_UNUSABLE', field: 'root', message: `${words}` });
  expect(await refusal(path)).toEqual(about(`There is no root directory ${path}`));
  await writeFile(path, '');
  expect(await refusal(path)).toEqual(about(`The root ${path} is not a directory`));
  await rm(path);
  await mkdir(path);
  expect(await refusal(path)).toEqual(about(`The root directory ${path} is empty`));
  await mkdir(join(path, 'sbin'));
  expect(await refusal(path)).toBeUndefined();
});
