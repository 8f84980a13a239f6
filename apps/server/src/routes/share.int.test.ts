import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { wireError } from '@umlaut/contracts/errors';
import { shareEntry, type MachineId } from '@umlaut/contracts/model';
import {
  awaitPrompt,
  errorOf,
  expectSoon,
  machineAccount,
  startTestServer,
  type BootedGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
let guest: BootedGuest;
let id: MachineId;
let shareDir: string;
beforeAll(async () => {
  server = await startTestServer();
  const { results } = await server.api.machines.create({ name: 'sharing', memoryMiB: 64 });
  const made = results[0]?.id;
  if (made === null || made === undefined) throw new Error('not created');
  id = made;
  shareDir = join(server.home.home, 'machines', id, 'share');
});
afterAll(async () => {
  guest?.[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

function address(what: 'upload' | 'download', path: string): string {
  return `/api/v1/machines/${id}/share/${what}?path=${encodeURIComponent(path)}`;
}

function upload(path: string, body: string): Promise<Response> {
  const headers = { 'content-type': 'application/octet-stream' };
  return server.fetch(address('upload', path), { method: 'POST', headers, body });
}

async function codeOf(response: Response): Promise<string> {
  return wireError.parse(await response.json()).code;
}

describe('the share of a machine that never ran', () => {
  it('is empty, and takes files', async () => {
    expect(await server.api.share.list({ id, path: '' })).toEqual({ items: [], isCut: false });
    const response = await upload('before.txt', 'before it ran');
    expect(response.status).toBe(201);
    expect(shareEntry.parse(await response.json())).toMatchObject({
      name: 'before.txt',
      kind: 'file',
      sizeBytes: 13,
    });
  });

  it('says what is wrong', async () => {
    expect(await codeOf(await upload('../escape', 'x'))).toBe('INVALID_INPUT');
    expect(await codeOf(await upload('', 'x'))).toBe('INVALID_INPUT');
    expect(await codeOf(await upload('nowhere/a', 'x'))).toBe('SHARE_ENTRY_NOT_FOUND');
    expect(await codeOf(await server.fetch(address('download', 'nothing')))).toBe('SHARE_ENTRY_NOT_FOUND');
    expect(await errorOf(server.api.share.list({ id, path: '../disks' }))).toEqual({
      code: 'INVALID_INPUT',
      field: 'path',
    });
    const other = address('download', 'a').replace(id, 'm-aaaaaaaaaa');
    expect(await codeOf(await server.fetch(other))).toBe('MACHINE_NOT_FOUND');
  });

  it('keeps nothing of an upload whose sender went away', async () => {
    const outgoing = request(`${server.url}${address('upload', 'half')}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': 1_000_000,
        authorization: `Bearer ${server.apiToken}`,
      },
    });
    outgoing.on('error', () => {});
    outgoing.write('half of it');
    await expectSoon('it is being written', async () => (await readdir(shareDir)).length === 2);
    outgoing.destroy();
    await expectSoon('it is gone', async () => (await readdir(shareDir)).length === 1);
    expect(await readdir(shareDir)).toEqual(['before.txt']);
  });
});

describe('the share of a running machine', () => {
  beforeAll(async () => {
    await server.api.machines.start({ id });
    guest = await awaitPrompt(server, id);
    await guest.run("until grep -q ' /mnt/share ' /proc/mounts; do sleep 0.1; done");
  });

  it('is what the guest reads and writes', async () => {
    await server.api.share.makeFolder({ id, path: 'dir' });
    await upload('dir/note.txt', 'for the guest');
    expect(await guest.run('cat /mnt/share/before.txt /mnt/share/dir/note.txt')).toContain(
      'before it ranfor the guest',
    );
    await guest.run('echo changed >>/mnt/share/dir/note.txt; seq 5000 >/mnt/share/dir/made');
    const { items } = await server.api.share.list({ id, path: 'dir' });
    expect(items.map(({ name, kind }) => [name, kind])).toEqual([
      ['made', 'file'],
      ['note.txt', 'file'],
    ]);
    const response = await server.fetch(address('download', 'dir/made'));
    expect(response.headers.get('content-disposition')).toContain('filename="made"');
    const text = await response.text();
    expect(text.startsWith('1\n2\n')).toBe(true);
    expect(text.endsWith('\n5000\n')).toBe(true);
    expect(await (await server.fetch(address('download', 'dir/note.txt'))).text()).toBe(
      'for the guestchanged\n',
    );
    const uid = (await machineAccount())?.uid ?? process.getuid?.();
    const owners = ['dir', 'dir/note.txt', 'before.txt'].map(async (path) => stat(join(shareDir, path)));
    expect((await Promise.all(owners)).map((info) => info.uid)).toEqual([uid, uid, uid]);
  });

  it('shows links of the guest and follows none', async () => {
    const outside = join(server.home.root, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'kept'), 'kept');
    await guest.run(
      `cd /mnt/share; ln -s /etc/passwd passwd; ln -s ${outside} out; mkfifo pipe; ln -s ${outside}/new new; cd`,
    );
    const { items } = await server.api.share.list({ id, path: '' });
    expect(items.map(({ name, kind }) => [name, kind])).toEqual([
      ['dir', 'folder'],
      ['before.txt', 'file'],
      ['new', 'link'],
      ['out', 'link'],
      ['passwd', 'link'],
      ['pipe', 'other'],
    ]);
    for (const path of ['passwd', 'out', 'out/kept', 'pipe', 'dir']) {
      expect([path, await codeOf(await server.fetch(address('download', path)))]).toEqual([
        path,
        'SHARE_ENTRY_UNUSABLE',
      ]);
    }
    expect(await errorOf(server.api.share.list({ id, path: 'out' }))).toEqual({
      code: 'SHARE_ENTRY_UNUSABLE',
      field: 'path',
    });
    expect(await codeOf(await upload('out/new', 'x'))).toBe('SHARE_ENTRY_UNUSABLE');
    expect(shareEntry.parse(await (await upload('new', 'x')).json()).name).toBe('new (2)');
    for (const path of ['passwd', 'out', 'pipe', 'new']) await server.api.share.remove({ id, path });
    expect(await readdir(outside)).toEqual(['kept']);
  });

  it('is renamed and deleted, seen by the guest at once and by the history', async () => {
    await server.api.share.rename({ id, path: 'before.txt', to: 'dir/after.txt' });
    expect(await errorOf(server.api.share.rename({ id, path: 'dir', to: 'new (2)' }))).toEqual({
      code: 'NAME_TAKEN',
      field: 'to',
    });
    expect(await guest.run('ls /mnt/share/dir | tr "\\n" ,')).toContain('after.txt,made,note.txt,');
    await guest.run('mkdir -p /mnt/share/dir/a/b; ln -s / /mnt/share/dir/a/b/root; chmod 0 /mnt/share/dir/a');
    expect(await server.api.share.remove({ id, path: 'dir' })).toEqual({ removed: 7 });
    expect(await guest.run('ls -1 /mnt/share | tr "\\n" ,')).toContain('new (2),');
    const { items } = await server.api.machines.activity({ id });
    expect(items.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'Put "before.txt" into the share folder.',
        'Deleted "dir" with 6 in it from the share folder.',
      ]),
    );
  });
});
