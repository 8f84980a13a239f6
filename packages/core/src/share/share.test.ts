import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUmlautError } from '@umlaut/contracts/errors';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  listShare,
  makeShareFolder,
  openShareFile,
  receiveFile,
  removeShareEntry,
  renameShareEntry,
} from './index.ts';

let home: string;
let share: string;
let outside: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'umlaut-share-'));
  share = join(home, 'share');
  outside = join(home, 'outside');
  mkdirSync(share);
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret'), 'secret');
});
afterEach(() => rm(home, { recursive: true, force: true }));

const ACCOUNT = null;

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

function put(path: string, text = 'text', more: object = {}): ReturnType<typeof receiveFile> {
  return receiveFile({
    shareDir: share,
    path,
    source: chunks(text),
    sizeBytes: null,
    account: ACCOUNT,
    ...more,
  });
}

async function get(path: string): Promise<string> {
  const { file } = await openShareFile(share, path, ACCOUNT);
  await using opened = file;
  return opened.readFile('utf8');
}

async function code(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return 'nothing';
  if (isUmlautError(error)) return error.code;
  throw error;
}

describe('listing', () => {
  it('shows folders first, and what each thing is', async () => {
    mkdirSync(join(share, 'z'));
    writeFileSync(join(share, 'file10'), 'ten');
    writeFileSync(join(share, 'file9'), '');
    symlinkSync('/etc/passwd', join(share, 'link'));
    execFileSync('mkfifo', [join(share, 'pipe')]);
    const { items, isCut } = await listShare(share, '');
    expect(items.map(({ name, kind }) => [name, kind])).toEqual([
      ['z', 'folder'],
      ['file9', 'file'],
      ['file10', 'file'],
      ['link', 'link'],
      ['pipe', 'other'],
    ]);
    expect(items.find(({ name }) => name === 'file10')).toMatchObject({ sizeBytes: 3 });
    expect(isCut).toBe(false);
  });

  it('shows names that nobody would choose, and says which cannot be touched', async () => {
    writeFileSync(join(share, 'a\n\u001b[31mb\u202e'), '');
    writeFileSync(Buffer.concat([Buffer.from(`${share}/`), Buffer.from([0x66, 0xff])]), '');
    const { items } = await listShare(share, '');
    expect(items.map(({ name, shownName }) => [name, shownName])).toEqual([
      ['a\n\u001b[31mb\u202e', String.raw`a\x0a\x1b[31mb\u{202e}`],
      [null, String.raw`f\xff`],
    ]);
    await removeShareEntry(share, 'a\n\u001b[31mb\u202e');
    expect(readdirSync(share)).toHaveLength(1);
  });

  it('is cut where it grows too long', async () => {
    for (const name of ['a', 'b', 'c']) writeFileSync(join(share, name), '');
    expect((await listShare(share, '', 2)).items).toHaveLength(2);
    expect((await listShare(share, '', 2)).isCut).toBe(true);
    expect((await listShare(share, '', 3)).isCut).toBe(false);
  });

  it('says what is not there', async () => {
    expect(await code(listShare(share, 'nothing'))).toBe('SHARE_ENTRY_NOT_FOUND');
    writeFileSync(join(share, 'file'), '');
    expect(await code(listShare(share, 'file'))).toBe('SHARE_ENTRY_UNUSABLE');
  });
});

describe('links, pipes and devices', () => {
  beforeEach(() => {
    symlinkSync(outside, join(share, 'out'));
    symlinkSync(join(outside, 'secret'), join(share, 'secret'));
    symlinkSync(join(outside, 'new'), join(share, 'dangling'));
    execFileSync('mkfifo', [join(share, 'pipe')]);
  });

  it('are not followed, opened or waited for', async () => {
    const unusable = 'SHARE_ENTRY_UNUSABLE';
    expect(await code(get('secret'))).toBe(unusable);
    expect(await code(get('pipe'))).toBe(unusable);
    expect(await code(get('out'))).toBe(unusable);
    expect(await code(get('out/secret'))).toBe(unusable);
    expect(await code(listShare(share, 'out'))).toBe(unusable);
    expect(await code(put('out/new'))).toBe(unusable);
    expect(await code(makeShareFolder(share, 'out/new', ACCOUNT))).toBe(unusable);
    expect(await code(makeShareFolder(share, 'dangling', ACCOUNT))).toBe('NAME_TAKEN');
    expect(await code(removeShareEntry(share, 'out/secret'))).toBe(unusable);
    expect(await code(renameShareEntry(share, 'out/secret', 'here'))).toBe(unusable);
    expect(await code(renameShareEntry(share, 'pipe', 'out/pipe'))).toBe(unusable);
    expect(readdirSync(outside)).toEqual(['secret']);
  });

  it('keep their names when something is uploaded', async () => {
    expect((await put('dangling', 'mine')).name).toBe('dangling (2)');
    expect((await put('pipe', 'mine')).name).toBe('pipe (2)');
    expect(readdirSync(outside)).toEqual(['secret']);
  });

  it('are renamed and deleted themselves', async () => {
    await renameShareEntry(share, 'out', 'away');
    for (const name of ['away', 'secret', 'dangling', 'pipe']) await removeShareEntry(share, name);
    expect(readdirSync(share)).toEqual([]);
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');
  });

  it('in place of the share itself are refused', async () => {
    await rename(share, join(home, 'real'));
    await symlink(outside, share);
    expect(await code(listShare(share, ''))).toBe('SHARE_ENTRY_UNUSABLE');
    expect(await code(put('new'))).toBe('SHARE_ENTRY_UNUSABLE');
  });
});

describe('uploads', () => {
  it('never overwrite', async () => {
    expect((await put('report.txt', 'one')).name).toBe('report.txt');
    expect((await put('report.txt', 'two')).name).toBe('report (2).txt');
    expect((await put('.profile', '1')).name).toBe('.profile');
    expect((await put('.profile', '2')).name).toBe('.profile (2)');
    const long = `${'ä'.repeat(125)}.txt`;
    await put(long);
    expect(Buffer.byteLength((await put(long)).name ?? '')).toBeLessThanOrEqual(255);
    expect(await get('report.txt')).toBe('one');
    expect(await get('report (2).txt')).toBe('two');
    expect(statSync(join(share, 'report.txt')).mode & 0o777).toBe(0o644);
  });

  it('leave nothing half: the sender goes away, sends too much or too little, the disk is full', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      expect((await listShare(share, '')).items).toEqual([]);
      expect(readdirSync(share)).toHaveLength(1);
      throw new Error('gone');
    }
    expect(await code(put('a', '', { source: broken() }))).toBe('CANCELLED');
    expect(await code(put('a', 'four', { maxBytes: 3 }))).toBe('PAYLOAD_TOO_LARGE');
    expect(await code(put('a', 'four', { sizeBytes: 5 }))).toBe('CANCELLED');
    expect(await code(put('a', 'four', { reserveBytes: 1e18 }))).toBe('STORAGE_FULL');
    expect(readdirSync(share)).toEqual([]);
  });
});

describe('renaming', () => {
  it('moves files and folders, never over another', async () => {
    await put('a', 'a');
    await put('b', 'b');
    await makeShareFolder(share, 'dir', ACCOUNT);
    await makeShareFolder(share, 'other', ACCOUNT);
    expect(await code(renameShareEntry(share, 'a', 'b'))).toBe('NAME_TAKEN');
    expect(await code(renameShareEntry(share, 'a', 'dir'))).toBe('NAME_TAKEN');
    expect(await code(renameShareEntry(share, 'dir', 'other'))).toBe('NAME_TAKEN');
    expect(await code(renameShareEntry(share, 'dir', 'dir/sub'))).toBe('INVALID_INPUT');
    expect(await code(renameShareEntry(share, 'a', 'new\nline'))).toBe('INVALID_INPUT');
    await renameShareEntry(share, 'a', 'dir/c');
    await renameShareEntry(share, 'dir', 'other/dir');
    expect(await get('other/dir/c')).toBe('a');
    expect(await get('b')).toBe('b');
  });
});

describe('deleting', () => {
  it('takes a tree of any depth, with closed folders in it', async () => {
    mkdirSync(join(share, 'top', ...Array.from({ length: 100 }, () => 'd')), { recursive: true });
    mkdirSync(join(share, 'top/shut/in'), { recursive: true });
    chmodSync(join(share, 'top/shut'), 0);
    symlinkSync(outside, join(share, 'top/d/out'));
    expect(await removeShareEntry(share, 'top')).toBeGreaterThan(100);
    expect(readdirSync(share)).toEqual([]);
    expect(existsSync(join(outside, 'secret'))).toBe(true);
  });

  it('stops at a bound, and goes on when asked again', async () => {
    mkdirSync(join(share, 'top'));
    for (let index = 0; index < 12; index++) writeFileSync(join(share, `top/${index}`), '');
    expect(await code(removeShareEntry(share, 'top', 10))).toBe('SHARE_ENTRY_UNUSABLE');
    expect(readdirSync(join(share, 'top')).length).toBeLessThan(12);
    await removeShareEntry(share, 'top', 10);
    expect(readdirSync(share)).toEqual([]);
  });
});

// Hundreds of rounds, each synced to the disk.
describe('whatever is asked for', { timeout: 30_000 }, () => {
  const name = fc.oneof(
    fc.constantFrom('..', '.', '', '...', 'd', 'out', 'secret', '/', '../outside', '\0', '/etc', '~', '-rf'),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const path = fc.oneof(
    fc.array(name, { maxLength: 4 }).map((names) => names.join('/')),
    fc.constantFrom('../outside/secret', '/etc/passwd', 'd/../../outside/secret'),
  );

  it('nothing outside is read or changed', async () => {
    const before = readdirSync(home).toSorted();
    await fc.assert(
      fc.asyncProperty(path, path, async (one, two) => {
        mkdirSync(join(share, 'd'), { recursive: true });
        for (const where of ['out', 'd/out']) {
          await symlink(outside, join(share, where)).catch(() => {});
        }
        const read = await get(one).catch(() => '');
        expect(read).not.toContain('secret');
        await listShare(share, one).catch(() => null);
        await put(one, 'new').catch(() => null);
        await makeShareFolder(share, two, ACCOUNT).catch(() => null);
        await renameShareEntry(share, one, two).catch(() => null);
        await removeShareEntry(share, two).catch(() => null);
        expect(readdirSync(home).toSorted()).toEqual(before);
        expect(readdirSync(outside)).toEqual(['secret']);
        expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');
      }),
      { numRuns: 100 },
    );
  });

  it('nothing outside is reached while folders turn into links', async () => {
    const dir = join(share, 'dir');
    mkdirSync(dir);
    writeFileSync(join(dir, 'secret'), 'mine');
    let isOver = false;
    const swapping = (async () => {
      while (!isOver) {
        await rename(dir, join(share, 'aside')).catch(() => {});
        await symlink(outside, dir).catch(() => {});
        await rm(dir, { force: true }).catch(() => {});
        await rename(join(share, 'aside'), dir).catch(() => {});
      }
    })();
    try {
      for (let round = 0; round < 60; round++) {
        expect(['mine', '']).toContain(await get('dir/secret').catch(() => ''));
        const made = await put('dir/new', 'new').catch(() => null);
        if (made?.name !== undefined) await removeShareEntry(share, `dir/${made.name}`).catch(() => null);
        await makeShareFolder(share, 'dir/sub', ACCOUNT).catch(() => null);
        await removeShareEntry(share, 'dir/sub').catch(() => null);
        expect(readdirSync(outside)).toEqual(['secret']);
      }
    } finally {
      isOver = true;
      await swapping;
    }
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');
  });

  it('a whole tree is deleted while its folders turn into links', async () => {
    for (let round = 0; round < 20; round++) {
      const inner = join(share, 'top/inner');
      mkdirSync(inner, { recursive: true });
      writeFileSync(join(inner, 'secret'), '');
      const removal = removeShareEntry(share, 'top').catch(() => null);
      await rename(inner, join(share, 'aside')).catch(() => {});
      await symlink(outside, inner).catch(() => {});
      await removal;
      for (const name of readdirSync(share)) await removeShareEntry(share, name);
      expect(readdirSync(outside)).toEqual(['secret']);
    }
  });
});
