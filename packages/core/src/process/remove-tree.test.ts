import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtempDisposable, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeTree, runCommand } from './index.ts';

it('removes what was locked, follows no link, and does not mind when nothing is there', async () => {
  await using dir = await mkdtempDisposable('/tmp/umlaut-remove-');
  const tree = join(dir.path, 'tree');
  const kept = join(dir.path, 'kept');
  await mkdir(join(tree, 'share/locked/below'), { recursive: true });
  await writeFile(join(tree, 'share/locked/below/file'), '');
  await writeFile(kept, 'kept');
  await symlink(dir.path, join(tree, 'share/link'));
  await chmod(join(tree, 'share/locked/below'), 0o000);
  await chmod(join(tree, 'share/locked'), 0o000);
  await removeTree(tree);
  expect(existsSync(tree)).toBe(false);
  expect(await readFile(kept, 'utf8')).toBe('kept');
  await removeTree(tree);
});

const MODULE = join(import.meta.dirname, 'remove-tree.ts');
const NOBODY = { uid: 65_534, gid: 65_534 };
/** Root has no locked folders, so this needs another account, and one that can read the sources. */
const hasOther =
  process.geteuid?.() === 0 &&
  (await runCommand('test', ['-r', MODULE], { timeoutMs: 5_000, runAs: NOBODY })).code === 0;

it.runIf(hasOther)('does so for an account that is not root', async () => {
  await using dir = await mkdtempDisposable('/tmp/umlaut-remove-');
  const { uid, gid } = NOBODY;
  const tree = join(dir.path, 'tree');
  await mkdir(join(tree, 'locked/below'), { recursive: true });
  for (const path of [dir.path, tree, join(tree, 'locked'), join(tree, 'locked/below')]) {
    await chown(path, uid, gid);
  }
  await chmod(join(tree, 'locked'), 0o000);
  const script = `import { removeTree } from ${JSON.stringify(MODULE)}; await removeTree(${JSON.stringify(tree)});`;
  const result = await runCommand(process.execPath, ['--input-type=module', '-e', script], {
    timeoutMs: 20_000,
    runAs: NOBODY,
    cwd: '/',
  });
  expect(result).toMatchObject({ code: 0 });
  expect(existsSync(tree)).toBe(false);
});
