import { mkdtempDisposable } from 'node:fs/promises';
import { join } from 'node:path';
import type { LaunchDisk } from '@umlaut/contracts/monitor';
import { describe, expect, it } from 'vitest';
import { DiskLocks } from './disk-locks.ts';

const disk = (path: string, readOnly = false): LaunchDisk => ({
  index: 0,
  path,
  backingPath: null,
  readOnly,
});

describe('DiskLocks', () => {
  it('lets one at a time write to a disk, and names the disk', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const [a, b] = [join(dir.path, 'a'), join(dir.path, 'b')];
    {
      using _first = DiskLocks.acquire([disk(a)]);
      expect(() => DiskLocks.acquire([disk(b), disk(a)])).toThrow(
        expect.objectContaining({ code: 'DISK_IN_USE', field: 'disks.1' }) as Error,
      );
      // The refused one holds nothing.
      using _other = DiskLocks.acquire([disk(b)]);
    }
    using _again = DiskLocks.acquire([disk(a), disk(b)]);
  });

  it('does not mind readers', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    using _first = DiskLocks.acquire([disk(join(dir.path, 'a'))]);
    expect(() => DiskLocks.acquire([disk(join(dir.path, 'a'), true)])).not.toThrow();
  });
});
