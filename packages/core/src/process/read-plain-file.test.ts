import { execFileSync } from 'node:child_process';
import { mkdir, mkdtempDisposable, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPlainFile } from './index.ts';

it('reads a regular file of bounded size and nothing else', async () => {
  await using dir = await mkdtempDisposable('/tmp/umlaut-plain-');
  const at = (name: string): string => join(dir.path, name);
  await writeFile(at('file'), 'text: ö');
  await symlink('file', at('link'));
  await mkdir(at('folder'));
  execFileSync('mkfifo', [at('fifo')]);
  expect(await readPlainFile(at('file'), 8)).toBe('text: ö');
  expect(await readPlainFile(at('file'), 7)).toBeNull();
  for (const name of ['link', 'folder', 'fifo', 'missing', 'file/below']) {
    expect(await readPlainFile(at(name), 100)).toBeNull();
  }
});
