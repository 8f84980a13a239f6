import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  hostCheck,
  hostUsage,
  isolation,
  machineFootprint,
  machineId,
  machineStats,
} from '@umlaut/contracts/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildTinyImage } from '../images/index.ts';
import { Guest, createGuestFolder } from '../images/testing/guest.ts';
import { FootprintMeter, HostMeter, MachineMeter, detectIsolation, runChecks, type RunAs } from './index.ts';

const isRoot = process.getuid?.() === 0;
const id = (flag: string): number => Number(execFileSync('id', [flag, 'umlaut'], { encoding: 'utf8' }));
const runAs: RunAs = isRoot ? { uid: id('-u'), gid: id('-g'), name: 'umlaut' } : null;
const ID = machineId.parse('m-aaaaaaaaaa');

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(process.env['UMLAUT_TEST_ROOT'] ?? '/tmp', 'host-'));
  await chmod(dir, 0o755);
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

describe('detectIsolation', () => {
  it('tries bubblewrap for real, once', async () => {
    const found = await detectIsolation({ runAs });
    expect(isolation.parse(found)).toEqual(found);
    expect(await detectIsolation({ runAs })).toBe(found);
    const again = await detectIsolation({ runAs, refresh: true });
    expect(again).not.toBe(found);
    expect(again).toEqual(found);
  });
});

describe('runChecks', () => {
  const options = {
    runtimeDir: '/run/umlaut/x',
    kernels: [{ path: '/usr/bin/linux.uml', version: '6.1.176', problem: null }],
    runAs,
  };
  const find = async (key: string, changes: object): Promise<unknown> =>
    (await runChecks({ ...options, home: dir, ...changes })).find((item) => item.key === key);

  it('finds nothing in the way here, with a remedy for whatever is not fine', async () => {
    const checks = await runChecks({ ...options, home: dir });
    for (const item of checks) hostCheck.parse(item);
    expect(checks.filter(({ status }) => status === 'blocking')).toEqual([]);
    expect(checks.filter(({ status, remedy }) => (status === 'ok') !== (remedy === null))).toEqual([]);
    expect(new Set(checks.map(({ key }) => key)).size).toBe(checks.length);
  });

  it('says that no kernel works, and which does not', async () => {
    expect(await find('kernels', { kernels: [] })).toMatchObject({
      status: 'blocking',
      remedy: 'apt-get install user-mode-linux',
    });
    const broken = { path: '/x/linux', version: '', problem: 'It is no program' };
    expect(await find('kernels', { kernels: [...options.kernels, broken] })).toMatchObject({
      status: 'limited',
      finding: expect.stringContaining('/x/linux: It is no program') as string,
    });
  });

  it.runIf(isRoot)('asks the machines account whether it can reach the home', async () => {
    expect(await find('home', {})).toMatchObject({ status: 'ok' });
    await chmod(dir, 0o700);
    expect(await find('home', {})).toMatchObject({ status: 'blocking' });
    expect(await find('home', { home: join(dir, 'deeper') })).toMatchObject({ status: 'blocking' });
  });

  it('refuses paths that kernel options and sockets cannot carry', async () => {
    expect(await find('home', { home: '/srv/my home' })).toMatchObject({ status: 'blocking' });
    expect(await find('runtime', { runtimeDir: `/tmp/${'x'.repeat(80)}` })).toMatchObject({
      status: 'blocking',
      finding: expect.stringContaining('107') as string,
    });
  });

  it.runIf(isRoot)('demands an account for machines when it is root', async () => {
    expect(await find('account', { runAs: null })).toMatchObject({ status: 'blocking' });
  });
});

describe('HostMeter', () => {
  it('gives figures that fit together', async () => {
    const meter = new HostMeter({ home: dir });
    const usage = await meter.read();
    expect(hostUsage.parse(usage)).toEqual(usage);
    expect(usage.memoryAvailableBytes).toBeLessThan(usage.memoryTotalBytes);
    expect(usage.homeFreeBytes).toBeLessThan(usage.homeTotalBytes);
  });
});

describe('MachineMeter', () => {
  it("measures a real machine's processors, memory and disks", async () => {
    using folder = createGuestFolder();
    const { path } = await buildTinyImage({ path: join(folder.path, 'tiny.img') });
    await using guest = new Guest({ folder, imagePath: path });
    const shell = await guest.prompt();
    const meter = new MachineMeter();
    const machine = { id: ID, umlPid: guest.pid, diskPaths: [guest.cowPath] };
    const [first] = await meter.sample([machine]);
    expect(first).toMatchObject({ id: ID, cpuPercent: 0 });
    expect(first?.memoryBytes).toBeGreaterThan(8 * 1024 ** 2);
    expect(first?.memoryBytes).toBeLessThan(96 * 1024 ** 2);

    // Work, 30 MB of memory and 5 MB of disk.
    await shell.run(
      'dd if=/dev/zero of=/dev/shm/x bs=1M count=30 2>/dev/null || dd if=/dev/zero of=/tmp/x bs=1M count=30',
    );
    await shell.run(
      'dd if=/dev/urandom of=/root/y bs=1M count=5 2>/dev/null; sync; i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done',
    );
    const [second] = await meter.sample([machine]);
    expect(machineStats.parse(second)).toEqual(second);
    expect(second?.cpuPercent).toBeGreaterThan(10);
    expect((second?.memoryBytes ?? 0) - (first?.memoryBytes ?? 0)).toBeGreaterThan(25 * 1024 ** 2);
    expect((second?.diskBytes ?? 0) - (first?.diskBytes ?? 0)).toBeGreaterThan(4 * 1024 ** 2);

    await delay(500);
    const [idle] = await meter.sample([machine]);
    expect(idle?.cpuPercent).toBeLessThan(second?.cpuPercent ?? 0);

    guest.kill('SIGKILL');
    await guest.exit;
    expect(await meter.sample([machine])).toEqual([]);
  });
});

describe('FootprintMeter', () => {
  it('measures all of one real machine', async () => {
    using folder = createGuestFolder();
    const { path } = await buildTinyImage({ path: join(folder.path, 'tiny.img') });
    await using guest = new Guest({ folder, imagePath: path });
    const shell = await guest.prompt();
    const meter = new FootprintMeter();
    const request = {
      umlPid: guest.pid,
      monitorPid: process.pid,
      diskPaths: [guest.cowPath],
      memoryLimitBytes: 96 * 1024 ** 2,
    };
    const first = await meter.read(request);
    expect(machineFootprint.parse(first)).toEqual(first);
    expect(first).toMatchObject({ cpuPercent: 0, memoryLimitBytes: 96 * 1024 ** 2, isPinned: false });
    expect(first?.memoryBytes).toBeGreaterThan(8 * 1024 ** 2);
    expect(first?.monitorMemoryBytes).toBeGreaterThan(8 * 1024 ** 2);
    expect(first?.openFiles).toBeGreaterThan(20);
    expect(first?.processes).toBeGreaterThan(3);
    expect(first?.threads).toBeGreaterThan(first?.processes ?? 0);
    expect(first?.diskBytes).toBeGreaterThan(0);

    await shell.run('i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done');
    const busy = await meter.read(request);
    expect(busy?.cpuPercent).toBeGreaterThan(10);

    execFileSync('taskset', ['-cp', '0', String(guest.pid)]);
    const pinned = await new FootprintMeter().read(request);
    expect(pinned).toMatchObject({ allowedCpus: '0', isPinned: cpus().length > 1 });

    guest.kill('SIGKILL');
    await guest.exit;
    expect(await meter.read(request)).toBeNull();
  });
});
