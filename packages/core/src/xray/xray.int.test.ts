import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { guestMemoryBalance, xrayPoint, xraySample, type XraySample } from '@umlaut/contracts/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FootprintMeter } from '../host/index.ts';
import { buildTinyImage } from '../images/index.ts';
import { Guest, createGuestFolder, type GuestConsole } from '../images/testing/guest.ts';
import { testKernels } from '../mconsole/testing/test-kernels.ts';
import {
  GuestLook,
  describeHealth,
  describeMemory,
  planGuestFile,
  planMemoryChange,
  probeQueue,
  toGuestFile,
  type AskGuest,
} from './index.ts';
import { replyText } from './reply-text.ts';
import { askKernel } from './testing/ask-kernel.ts';
import { NO_FILE } from './testing/captured-guest.ts';

const MIB = 2 ** 20;

describe.each(testKernels())('X-ray of a guest on $version', ({ path: kernelPath, version }) => {
  let folder: ReturnType<typeof createGuestFolder>;
  let guest: Guest;
  let shell: GuestConsole;
  let ask: AskGuest;
  /** Added to the clock, instead of waiting. */
  let skippedMs = 0;
  let look: GuestLook;
  beforeAll(async () => {
    folder = createGuestFolder();
    const { path: imagePath } = await buildTinyImage({ path: join(folder.path, 'tiny.img') });
    guest = new Guest({ folder, imagePath, kernelPath });
    shell = await guest.prompt();
    // Until what the starter image does after the first prompt is done.
    await shell.run('while ! ifconfig lo | grep -q UP; do sleep 0.1; done');
    ask = askKernel(guest.mconsolePath);
    look = new GuestLook({
      ask,
      interfaceNames: [],
      now: () => performance.timeOrigin + performance.now() + skippedMs,
    });
  });
  afterAll(async () => {
    await guest[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  async function sample(): Promise<XraySample> {
    return xraySample.parse(await look.full());
  }

  async function meminfo(): Promise<string> {
    const [answer] = await ask(['proc meminfo'], 1000);
    return replyText(answer) ?? '';
  }

  it("says what the guest's own programs say", async () => {
    const seen = await sample();
    const free = await shell.run('cat /proc/meminfo');
    expect(seen.memory.totalBytes).toBe(Number(/MemTotal: +(\d+)/.exec(free)?.[1]) * 1024);
    const uptime = Number((await shell.run('cat /proc/uptime')).split(' ')[0]);
    expect(uptime - seen.uptimeSeconds).toBeGreaterThanOrEqual(0);
    expect(uptime - seen.uptimeSeconds).toBeLessThan(5);
    // 1K-blocks, used, available: nothing is reserved for root in this image.
    const available = Number((await shell.run('df -k / | tail -1')).trim().split(/ +/)[3]) * 1024;
    const root = seen.mounts.find(({ mountPoint }) => mountPoint === '/');
    expect(root).toMatchObject({ type: 'ext4', disk: 'ubda', readOnly: false, errorCount: 0 });
    expect(Math.abs((root?.freeBytes ?? 0) - available)).toBeLessThan(8 * MIB);
    expect(seen.facts).toMatchObject({
      hostname: 'tiny',
      kernelRelease: version,
      osRelease: { ID: 'tiny' },
      bootId: (await shell.run('cat /proc/sys/kernel/random/boot_id')).trim(),
    });
    expect(seen.interfaces).toMatchObject([{ name: 'lo', up: true }]);
    expect(seen.interrupts.map(({ label }) => label)).toContain('SIGIO ubd');
  });

  it("leaves the guest's kernel log alone", async () => {
    const refusals = async (): Promise<number> =>
      Number(await shell.run('dmesg | grep -c "^[^a-z]*open /proc/" || true'));
    await sample();
    const before = await refusals();
    for (let turn = 0; turn < 3; turn++) {
      skippedMs += 10_000;
      await sample();
      await look.brief();
    }
    expect(await refusals()).toBe(before);
    expect(before).toBeLessThan(8);
  });

  it('sees work, and what is written', async () => {
    await sample();
    await look.brief();
    await shell.run('dd if=/dev/urandom of=/root/x bs=1M count=8 2>/dev/null; sync; rm /root/x');
    const seen = await sample();
    expect(seen.cpu.idlePercent).toBeLessThan(90);
    expect(seen.cpu.forksPerSecond).toBeGreaterThan(0);
    const disk = seen.disks.find(({ name }) => name === 'ubda');
    expect(disk?.writtenBytes).toBeGreaterThan(8 * MIB);
    expect(disk?.writtenBytesPerSecond).toBeGreaterThan(MIB / 2);
    const point = xrayPoint.parse(await look.brief());
    expect(point.cpuPercent).toBeGreaterThan(10);
    expect(point.writtenBytesPerSecond).toBeGreaterThan(MIB / 4);
  });

  it('follows an interface that is plugged in, goes up and goes down', async () => {
    const ports = 20_000 + (process.pid % 20_000) * 2;
    const value = `transport=l2tpv3,udp=1,src=127.0.0.1,dst=127.0.0.1,srcport=${ports},dstport=${ports + 1},rx_session=1,tx_session=1`;
    await ask([`config vec0:${value}`], 1000);
    skippedMs += 10_000;
    const vec0 = async (): Promise<object | undefined> =>
      (await sample()).interfaces.find(({ name }) => name === 'vec0');
    expect(await vec0()).toMatchObject({ operstate: 'down', up: false, mtu: 1500, sentBytes: 0 });
    await shell.run('ip addr add 10.9.9.1/24 dev vec0; ip link set vec0 up');
    expect(await vec0()).toMatchObject({
      operstate: expect.stringMatching(/^(?:up|unknown)$/) as string,
      up: true,
    });
    await shell.run('ping -c 1 -W 1 10.9.9.2 >/dev/null || true');
    expect(await vec0()).toMatchObject({ sentBytes: expect.any(Number) as number });
    expect((await sample()).interfaces[1]?.sentBytes).toBeGreaterThan(0);
    expect(look.interfacesSeenUp).toEqual(['vec0']);
    await shell.run('ip link set vec0 down');
    const seen = await sample();
    expect(seen.interfaces[1]).toMatchObject({ name: 'vec0', operstate: 'down', up: false });
    const { level, sentence } = describeHealth({
      state: { phase: 'running', bootId: 'b' as never, since: seen.at, pid: guest.pid },
      queue: await probeQueue(ask).then((probe) => ({ ...probe, since: null })),
      sample: seen,
      incidents: [],
      footprint: null,
      interfaces: look.interfacesSeenUp,
      memoryTakenMiB: 0,
      now: Date.now(),
    });
    expect(level).toBe('attention');
    expect(sentence).toMatch(/^Up \d+ (?:s|min), load [\d.]+, \d+ MiB of \d+ MiB in use, vec0 down$/);
  });

  it('costs the guest little', async () => {
    await sample();
    const before = guestCpuMs(guest.pid);
    for (let index = 0; index < 200; index++) await look.full();
    const each = (guestCpuMs(guest.pid) - before) / 200;
    expect(each).toBeLessThan(5);
  });

  it('reads files', async () => {
    const read = async (path: string) => {
      const [answer] = await ask([planGuestFile(path, { anywhere: false })], 5000);
      return toGuestFile(path, answer ?? NO_FILE, 0);
    };
    const os = await read('/etc/os-release');
    expect(Buffer.from(os.content, 'base64').toString()).toBe(await shell.run('cat /etc/os-release'));
    expect(os).toMatchObject({ completeness: 'complete', looksBinary: false });

    await shell.run('cd /root; seq 1 2000 >a; cat a a a a a a >b; cat b b b b b b >long; cd');
    await shell.run('head -c 70000 /root/long >"/root/two words"');
    const sum = (content: string): string =>
      createHash('md5').update(Buffer.from(content, 'base64')).digest('hex');
    const whole = await read('/root/two words');
    expect(whole).toMatchObject({ completeness: 'complete', sizeBytes: 70_000 });
    expect(await shell.run('md5sum "/root/two words"')).toContain(sum(whole.content));
    const cut = await read('/root/long');
    expect(cut).toMatchObject({ completeness: 'cut', sizeBytes: 65_536 });
    expect(await shell.run('head -c 65536 /root/long | md5sum')).toContain(sum(cut.content));

    expect(await read('/bin/busybox')).toMatchObject({ looksBinary: true });
    await expect(read('/etc/absent')).rejects.toMatchObject({ code: 'GUEST_FILE_NOT_FOUND' });
    await expect(read('/etc')).rejects.toMatchObject({ code: 'GUEST_FILE_UNREADABLE' });
    await shell.run('ln -s ../etc/os-release /root/relative; ln -s /etc/os-release /root/absolute');
    expect((await read('/root/relative')).content).toBe(os.content);
    await expect(read('/root/absolute')).rejects.toMatchObject({ code: 'GUEST_FILE_NOT_FOUND' });
  });

  it('has memory given back and takes it again', async () => {
    const meter = new FootprintMeter();
    const footprint = {
      umlPid: guest.pid,
      monitorPid: process.pid,
      diskPaths: [],
      memoryLimitBytes: 96 * MIB,
    };
    // Touch it, so that the host has something to get back.
    await shell.run('dd if=/dev/zero of=/tmp/x bs=1M count=40 2>/dev/null; rm /tmp/x');
    const hostBytes = async (): Promise<number> => (await meter.read(footprint))?.memoryBytes ?? 0;
    let takenMiB = 0;
    const balance = async () =>
      guestMemoryBalance.parse(
        describeMemory({
          configuredMiB: 96,
          takenMiB,
          meminfo: await meminfo(),
          hostBytes: await hostBytes(),
        }),
      );
    const before = await balance();
    expect(before).toMatchObject({ limitReason: null, takenMiB: 0 });
    const change = async (wanted: number): Promise<void> => {
      for (let line = planMemoryChange(await balance(), wanted); line !== null;) {
        expect((await ask([line], 5000))[0]).toMatchObject({ ok: true });
        takenMiB += Number(/=([+-]\d+)M/.exec(line)?.[1]) * -1;
        line = planMemoryChange(await balance(), wanted);
      }
    };
    await change(before.maxTakenMiB);
    const after = await balance();
    expect(after.takenMiB).toBe(before.maxTakenMiB);
    expect(before.guestFreeBytes - after.guestFreeBytes).toBeGreaterThan((before.maxTakenMiB - 15) * MIB);
    expect(before.hostBytes - after.hostBytes).toBeGreaterThan(20 * MIB);
    expect(() => planMemoryChange(after, after.maxTakenMiB + 1)).toThrow(
      expect.objectContaining({ code: 'MEMORY_LIMIT' }),
    );
    // Programs still start.
    await shell.run('i=0; while [ $i -lt 20 ]; do ls / >/dev/null; i=$((i+1)); done');
    await shell.run('dd if=/dev/zero of=/tmp/x bs=1M count=4 2>/dev/null; rm /tmp/x');
    await change(0);
    expect((await balance()).guestFreeBytes).toBeGreaterThan(before.guestFreeBytes - 4 * MIB);
    expect(guest.console(0).text).not.toMatch(/allocation failure|Out of memory|oom-killer/);
  });

  it('knows a stuck work queue, and that it was freed', async () => {
    expect(await probeQueue(ask)).toEqual({ state: 'answering', detail: null });
    await shell.run('mkfifo /tmp/fifo');
    expect(await ask([planGuestFile('/tmp/fifo', { anywhere: true })], 300)).toMatchObject([
      { unanswered: { code: 'MCONSOLE_TIMEOUT' } },
    ]);
    expect(await probeQueue(ask)).toMatchObject({ state: 'stuck' });
    await expect(look.full()).rejects.toMatchObject({ code: 'MCONSOLE_TIMEOUT' });
    await delay(1000);
    expect(await probeQueue(ask)).toMatchObject({ state: 'stuck' });
    // The guest itself runs on.
    await shell.run('echo freed >/tmp/fifo');
    expect(await probeQueue(ask)).toEqual({ state: 'answering', detail: null });
    expect((await sample()).facts.hostname).toBe('tiny');
  });

  it('knows silence', async () => {
    process.kill(guest.pid, 'SIGSTOP');
    try {
      expect(await probeQueue(ask)).toMatchObject({ state: 'silent' });
    } finally {
      process.kill(guest.pid, 'SIGCONT');
    }
  });
});

/** Processor time of the kernel's own process. */
function guestCpuMs(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
    const [nanoseconds] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ');
    return sum + Number(nanoseconds) / 1e6;
  }, 0);
}
