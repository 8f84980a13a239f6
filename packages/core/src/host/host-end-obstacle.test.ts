import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostAddressObstacle, hostFilterObstacle, hostSocketObstacle, hostTapObstacle } from './index.ts';

const runAs = { uid: 999, gid: 995, name: 'umlaut' };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp('/tmp/umlaut-host-end-');
});
afterAll(async () => rm(folder, { recursive: true }));

async function makeInterface(name: string, files: Record<string, string>): Promise<void> {
  await mkdir(join(folder, name));
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, name, file), `${text}\n`);
}

describe('a tap of the host', () => {
  const look = (name: string) => hostTapObstacle(name, { runAs, folder });

  it('is one that was made for the account', async () => {
    await makeInterface('tap0', { tun_flags: '0x1802', owner: '999' });
    expect(await look('tap0')).toBeNull();
  });

  it.each<[string, Record<string, string> | null, RegExp, string | null]>([
    ['none', null, /no tap none/, 'ip tuntap add dev none mode tap user umlaut'],
    ['eth0', {}, /is no tap/, null],
    ['tun0', { tun_flags: '0x1801', owner: '999' }, /is no tap/, null],
    [
      'others',
      { tun_flags: '0x1802', owner: '0' },
      /not made for the account umlaut/,
      'ip tuntap del dev others mode tap; ip tuntap add dev others mode tap user umlaut',
    ],
    [
      'nobodys',
      { tun_flags: '0x1802', owner: '-1' },
      /not made for the account umlaut/,
      'ip tuntap del dev nobodys mode tap; ip tuntap add dev nobodys mode tap user umlaut',
    ],
    [
      'queues',
      { tun_flags: '0x1902', owner: '999' },
      /several queues/,
      'ip tuntap del dev queues mode tap multi_queue; ip tuntap add dev queues mode tap user umlaut',
    ],
  ])('%s is refused', async (name, files, reason, remedy) => {
    if (files !== null) await makeInterface(name, files);
    const obstacle = await look(name);
    expect(obstacle?.reason).toMatch(reason);
    expect(obstacle?.remedy).toBe(remedy);
  });
});

describe('a socket of a switch', () => {
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, name: userInfo().username };

  it('is one that is there, and that the account may write to', async () => {
    const path = join(folder, 'ctl');
    expect((await hostSocketObstacle(path, self))?.reason).toMatch(/There is no socket/);
    await using server = createServer();
    await new Promise<void>((listening) => server.listen(path, listening));
    expect(await hostSocketObstacle(path, self)).toBeNull();
    const file = join(folder, 'file');
    await writeFile(file, '');
    expect((await hostSocketObstacle(file, self))?.reason).toBe(`${file} is no socket.`);
  });
});

describe('where a tunnel begins', () => {
  it('is an address of this host', async () => {
    for (const own of ['127.0.0.1', '127.4.5.6', '0.0.0.0']) {
      expect(await hostAddressObstacle(own)).toBeNull();
    }
    // For documentation alone (RFC 5737): nobody has it.
    expect((await hostAddressObstacle('203.0.113.9'))?.reason).toBe(
      'This host has no address 203.0.113.9, where the tunnel would begin (src).',
    );
  });
});

describe('a filter', () => {
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, name: userInfo().username };

  it('is a file of the host that is one', async () => {
    const path = join(folder, 'all.bpf');
    const reasonOf = async (file: string) => (await hostFilterObstacle(file, self))?.reason;
    expect(await reasonOf(path)).toMatch(/There is no file/);
    await writeFile(path, Buffer.from('0600000000000400', 'hex'));
    expect(await reasonOf(path)).toBeUndefined();
    await writeFile(path, 'root:x:0:0');
    expect(await reasonOf(path)).toMatch(/has 10 bytes/);
    await symlink(path, join(folder, 'link'));
    expect(await reasonOf(join(folder, 'link'))).toMatch(/is no file/);
    expect(await reasonOf(folder)).toMatch(/is no file/);
  });
});
