import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MachineLock } from './machine-lock.ts';

const TAKEN = expect.objectContaining({ code: 'MACHINE_RUNNING' }) as Error;

describe('MachineLock', () => {
  it('is had by one at a time', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const path = join(dir.path, 'lock');
    {
      using _first = MachineLock.acquire(path);
      expect(() => MachineLock.acquire(path)).toThrow(TAKEN);
    }
    using second = MachineLock.acquire(path);
    expect(second.fd).toBeGreaterThan(2);
  });

  it('lives on in a child that inherited it, until that ends', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const path = join(dir.path, 'lock');
    const lock = MachineLock.acquire(path);
    const child = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore', lock.fd] });
    lock[Symbol.dispose]();
    expect(() => MachineLock.acquire(path)).toThrow(TAKEN);
    child.stdin?.end();
    await once(child, 'exit');
    using _again = MachineLock.acquire(path);
  });

  it('does not follow a link', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    await symlink('/etc/passwd', join(dir.path, 'lock'));
    expect(() => MachineLock.acquire(join(dir.path, 'lock'))).toThrow('ELOOP');
  });
});
