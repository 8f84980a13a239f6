import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLockHolder, tryLockFile } from './index.ts';

/** Takes a POSIX lock (F_SETLK) on the file as UML does, says so, and holds it until its stdin ends. */
const POSIX_LOCKER = `
import fcntl, sys
file = open(sys.argv[1], 'r+')
fcntl.lockf(file, getattr(fcntl, sys.argv[2]) | fcntl.LOCK_NB)
print('locked', flush=True)
sys.stdin.read()
`;

let folder: string;
let path: string;
let open: number[];
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostio-lock-'));
  path = join(folder, 'disk');
  open = [];
  openTestFile('w+');
});

afterEach(async () => {
  await endChild();
  for (const fd of open) closeSync(fd);
  rmSync(folder, { recursive: true });
});

function openTestFile(flags: string): number {
  const fd = openSync(path, flags);
  open.push(fd);
  return fd;
}

async function lockInChild(kind: 'LOCK_EX' | 'LOCK_SH'): Promise<number> {
  const locker = spawn('python3', ['-c', POSIX_LOCKER, path, kind], { stdio: ['pipe', 'pipe', 'inherit'] });
  child = locker;
  await once(locker.stdout, 'data');
  return locker.pid ?? 0;
}

async function endChild(): Promise<void> {
  if (child === undefined) return;
  const closed = once(child, 'close');
  child.stdin?.end();
  await closed;
  child = undefined;
}

describe('tryLockFile', () => {
  it('lets one of two descriptors have the file, even in one process', () => {
    expect(tryLockFile(openTestFile('r+'))).toBe(true);
    expect(tryLockFile(openTestFile('r+'))).toBe(false);
  });

  it('is released by closing the descriptor', () => {
    const fd = openSync(path, 'r+');
    expect(tryLockFile(fd)).toBe(true);
    closeSync(fd);
    expect(tryLockFile(openTestFile('r+'))).toBe(true);
  });

  it.each(['LOCK_EX', 'LOCK_SH'] as const)('is refused by a POSIX %s of another process', async (kind) => {
    const pid = await lockInChild(kind);
    const fd = openTestFile('r+');
    expect(tryLockFile(fd)).toBe(false);
    expect(findLockHolder(fd)).toEqual({ pid });
    await endChild();
    expect(findLockHolder(fd)).toBeNull();
    expect(tryLockFile(fd)).toBe(true);
  });

  it('lets readers share, and keeps a writer out meanwhile', async () => {
    expect(tryLockFile(openTestFile('r'), { shared: true })).toBe(true);
    expect(tryLockFile(openTestFile('r'), { shared: true })).toBe(true);
    expect(tryLockFile(openTestFile('r+'))).toBe(false);
  });

  it('says why it could not be asked', () => {
    expect(() => tryLockFile(openTestFile('r'))).toThrow(expect.objectContaining({ code: 'EBADF' }));
  });
});

describe('findLockHolder', () => {
  it('is null for a free file and for the own lock', () => {
    const fd = openTestFile('r+');
    expect(findLockHolder(fd)).toBeNull();
    tryLockFile(fd);
    expect(findLockHolder(fd)).toBeNull();
  });

  it('shows the lock of another open file description as pid -1', () => {
    tryLockFile(openTestFile('r+'));
    expect(findLockHolder(openTestFile('r'))).toEqual({ pid: -1 });
  });
});
