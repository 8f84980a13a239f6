import { chmod, mkdir, mkdtempDisposable, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertTraversable, prepareFolders } from './usable-folders.ts';

/** Nobody in particular: neither owner nor group of anything here. */
const STRANGER = { uid: 54_321, gid: 54_321 };

describe('prepareFolders', () => {
  it('makes private folders for the own account', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const request = { home: join(dir.path, 'a/home'), runtimeRoot: join(dir.path, 'run'), account: null };
    await prepareFolders(request);
    await prepareFolders(request);
    expect((await stat(request.home)).mode & 0o777).toBe(0o700);
  });

  it('lets the account of the machines pass through', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    await chmod(dir.path, 0o711);
    const request = { home: join(dir.path, 'home'), runtimeRoot: join(dir.path, 'run'), account: STRANGER };
    await expect(prepareFolders(request)).resolves.toBeUndefined();
  });

  it.each([
    ['a blank', 'my home'],
    ['a comma', 'a,b'],
    ['a colon', 'a:b'],
    ['a quote', 'a"b'],
    ['a newline', 'a\nb'],
  ])('refuses a home with %s', async (_, name) => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const request = { home: join(dir.path, name), runtimeRoot: join(dir.path, 'run'), account: null };
    await expect(prepareFolders(request)).rejects.toMatchObject({ code: 'PATH_UNSUPPORTED', field: 'home' });
  });

  it('refuses a runtime folder in which sockets would not fit, and says what to set', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const runtimeRoot = join(dir.path, 'r'.repeat(60));
    await expect(
      prepareFolders({ home: join(dir.path, 'home'), runtimeRoot, account: null }),
    ).rejects.toMatchObject({
      code: 'PATH_UNSUPPORTED',
      field: 'runtimeRoot',
      hint: expect.stringContaining('UMLAUT_RUNTIME_DIR') as string,
    });
  });

  it('refuses a runtime folder that others can write to', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const runtimeRoot = join(dir.path, 'run');
    await mkdir(runtimeRoot);
    await chmod(runtimeRoot, 0o777);
    await expect(
      prepareFolders({ home: join(dir.path, 'home'), runtimeRoot, account: null }),
    ).rejects.toMatchObject({
      code: 'PATH_UNSUPPORTED',
      field: 'runtimeRoot',
    });
  });
});

describe('assertTraversable', () => {
  it('names the folder that stops the account', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const inner = join(dir.path, 'closed/home');
    await mkdir(inner, { recursive: true });
    await chmod(dir.path, 0o711);
    await chmod(join(dir.path, 'closed'), 0o700);
    await expect(assertTraversable(inner, STRANGER, 'home')).rejects.toMatchObject({
      code: 'PATH_UNSUPPORTED',
      message: expect.stringContaining(`${dir.path}/closed`) as string,
      hint: expect.stringContaining('chmod') as string,
    });
  });
});
