import { execFile } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { UmlautError } from '@umlaut/contracts/errors';
import { UnixDatagramSocket } from '@umlaut/hostio';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MconsoleClient, NotificationListener, askMany, type Notification } from './index.ts';
import { buildGuestImage } from './testing/guest-image.ts';
import { PlainUml, createGuestFolder } from './testing/plain-uml.ts';
import { testKernels } from './testing/test-kernels.ts';

const run = promisify(execFile);
const IMAGE = 'root.ext4';

let folder: ReturnType<typeof createGuestFolder>;
beforeAll(async () => {
  folder = createGuestFolder();
  await buildGuestImage(`${folder.path}/${IMAGE}`);
});
afterAll(() => folder[Symbol.dispose]());

/** A file of 60 kB, and a list of mounts of 280 kB. */
const LONG_READS = `mount -t tmpfs none /tmp
seq 12000 >/tmp/long
name=$(printf %03890d 0)
for n in $(seq 72); do mount -t tmpfs $name$n /mnt; done`;

function boot(words: string[] = [], task?: string, kernelPath?: string): PlainUml {
  const disk = `ubd0=${folder.path}/${IMAGE}`;
  return new PlainUml({
    folder: folder.path,
    arguments: [disk, ...words],
    ...(task === undefined ? {} : { task }),
    ...(kernelPath === undefined ? {} : { kernelPath }),
  });
}

async function bootReady(words: string[] = [], task?: string, kernelPath?: string): Promise<PlainUml> {
  const uml = boot(words, task, kernelPath);
  try {
    await uml.shows('GUEST-READY');
  } catch (error) {
    // It would keep the disk from those that follow.
    await uml[Symbol.asyncDispose]();
    throw error;
  }
  return uml;
}

function refused(errno: number, text: string): object {
  return { code: 'MCONSOLE_REFUSED', details: { errno, text, line: expect.any(String) as string } };
}

describe.each(testKernels())('a running kernel $version', ({ path: kernelPath, version }) => {
  let uml: PlainUml;
  let client: MconsoleClient;
  beforeAll(async () => {
    uml = await bootReady([], LONG_READS, kernelPath);
    client = new MconsoleClient(uml.mconsolePath);
  });
  afterAll(async () => {
    client.close();
    await uml[Symbol.asyncDispose]();
  });

  it('tells its version', async () => {
    expect(await client.version()).toMatch(new RegExp(`^Linux \\S+ ${version} #1 .* x86_64$`));
  });

  it('sends its help in several packets that come whole', async () => {
    const help = await client.help();
    expect(help.length).toBeGreaterThan(511);
    expect(help).toMatch(/^Commands:.*\bversion\b.*\bstack\b/s);
  });

  it('tells the configuration of its devices', async () => {
    expect(await client.config('ubd0')).toBe(`${folder.path}/${IMAGE}`);
    expect(await client.config('ubda')).toBe(`${folder.path}/${IMAGE}`);
    expect(await client.config('ubd5')).toBe('');
    expect(await client.config('con5')).toBe('null');
  });

  it('plugs devices in and out', async () => {
    await client.configure('ubd1r', `${folder.path}/${IMAGE}`);
    expect(await client.config('ubd1')).toBe(`${folder.path}/${IMAGE}`);
    // A 7.2 kernel looks at the new disk for a moment, and has it open meanwhile.
    await vi.waitFor(async () => client.remove('ubd1'));
    expect(await client.config('ubd1')).toBe('');
    await client.configure('con2', 'pts');
    expect(await client.config('con2')).toBe('pts');
    await client.remove('con2');
    expect(await client.config('con2')).toBe('none');
    await client.configure('vec0', 'transport=tap,ifname=umlaut0');
    await client.remove('vec0');
  });

  it('says why it refuses', async () => {
    await expect(client.remove('ubd0')).rejects.toMatchObject(refused(-16, 'Device is currently open'));
    await expect(client.remove('ubd7')).rejects.toMatchObject(refused(-19, "Device doesn't exist"));
    await expect(client.configure('ubd1', `${folder.path}/absent`)).rejects.toMatchObject(
      refused(-2, "Couldn't determine size of device's file"),
    );
    await expect(client.configure('con2', 'bogus')).rejects.toMatchObject({ code: 'MCONSOLE_REFUSED' });
    await expect(client.proc('absent')).rejects.toMatchObject(refused(1, 'Failed to open file'));
    await expect(client.stack(99999)).rejects.toMatchObject(refused(1, "Couldn't find that pid"));
    await expect(client.go()).rejects.toMatchObject(refused(1, 'Not stopped'));
  });

  it('gives a refusal of a raw request as a value', async () => {
    expect(await client.request('bogus', { timeoutMs: 1000 })).toEqual({
      ok: false,
      errno: 1,
      text: expect.stringContaining('Unknown command') as string,
      bytes: expect.any(Uint8Array) as Uint8Array,
      truncated: false,
    });
  });

  it('reads /proc of the guest', async () => {
    const { text, truncated } = await client.proc('meminfo');
    expect(truncated).toBe(false);
    expect(text).toMatch(/^MemTotal: +\d+ kB\nMemFree:/);
    expect((await client.proc('1/root/etc/inittab')).text).toContain('::sysinit:/etc/rc');
  });

  it('gives memory back to the host and takes it again', async () => {
    const free = async (): Promise<number> =>
      Number(/MemFree: +(\d+)/.exec((await client.proc('meminfo')).text)?.[1]);
    const before = await free();
    await client.configure('mem', '-8M');
    expect(await free()).toBeLessThan(before - 6000);
    await client.configure('mem', '+8M');
    expect(await free()).toBeGreaterThan(before - 2000);
  });

  it('writes a line into the kernel log at once', async () => {
    await client.log('a line from outside');
    await uml.shows('a line from outside');
    expect(uml.output).toMatch(/\ba line from outside\r?\n/);
  });

  it('runs sysrq keys and shows a stack', async () => {
    expect((await client.sysrq('s')).text).toContain('sysrq: Emergency Sync');
    expect((await client.sysrq('m')).text).toMatch(/^sysrq: Show Memory\n/);
    // A process amid a page fault has no trace to show: 6.1 says so and gives up.
    await expect.poll(async () => (await client.stack(1)).text).toContain('Call Trace:');
  });

  it('gets a long reply whole from a stopped kernel, which then goes on', async () => {
    const reply = await client.lossless('sysrq m');
    expect(reply).toMatchObject({ ok: true, truncated: false });
    expect(reply.text).toMatch(/^sysrq: Show Memory\n.*pages RAM.*reserved/s);
    await expect(client.go()).rejects.toMatchObject({ code: 'MCONSOLE_REFUSED' });
    const interrupts = await client.lossless('stack 1');
    expect(interrupts.truncated).toBe(false);
    await expect(client.lossless('halt')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('gets 280 kB whole from a stopped kernel, and says what it does not know of a running one', async () => {
    const reply = await client.lossless('proc mounts', { timeoutMs: 20_000 });
    expect(reply).toMatchObject({ ok: true, truncated: false });
    expect(reply.bytes.length).toBeGreaterThan(280_000);
    const sources = [...reply.text.matchAll(/^0*(\d+) \/mnt tmpfs/gm)].map((match) => Number(match[1]));
    expect(sources).toEqual(Array.from({ length: 72 }, (_, n) => n + 1));
    // More packets than surely fit: whole or not, nobody can tell.
    expect(await client.request('proc mounts', { timeoutMs: 5_000 })).toMatchObject({ truncated: true });
    expect(await client.version()).toContain(version);
  });

  it('gets 60 kB whole from a running kernel although nobody reads for a while', async () => {
    const expected = Array.from({ length: 12_000 }, (_, n) => `${n + 1}\n`).join('');
    for (let round = 0; round < 5; round++) {
      const reply = client.proc('1/root/tmp/long');
      const until = performance.now() + 60;
      while (performance.now() < until);
      expect(await reply).toEqual({ text: expected, truncated: false });
    }
  });

  it('goes on after a lossless request that the caller gave up at any moment', async () => {
    for (let delay = 0; delay < 8; delay++) {
      using hasty = new MconsoleClient(uml.mconsolePath);
      const cancel = new AbortController();
      const asked = hasty.lossless('sysrq m', { signal: cancel.signal }).then(
        () => 'answered',
        () => 'given up',
      );
      for (let turn = 0; turn < delay; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (delay % 2 === 0) cancel.abort();
      hasty.close();
      await asked;
      // A kernel that were left stopped would say "Already stopped" for good.
      await vi.waitFor(async () => client.stop());
      await client.go();
    }
    expect((await client.proc('uptime')).truncated).toBe(false);
  });

  it('stops and goes on', async () => {
    await client.stop();
    await expect(client.stop()).rejects.toMatchObject(refused(1, 'Already stopped'));
    expect((await client.lossless('version')).text).toContain(version);
    await client.go();
    await expect(client.go()).rejects.toMatchObject(refused(1, 'Not stopped'));
  });

  it('keeps the replies of many requests at once apart', async () => {
    const questions = Array.from({ length: 60 }, (_, n) => `con${n % 16}`);
    const [devices, versions, uptimes] = await Promise.all([
      Promise.all(questions.map((device) => client.config(device))),
      Promise.all(questions.map(() => client.version())),
      Promise.all(questions.map(() => client.proc('uptime'))),
    ]);
    expect(new Set(devices.filter((_, n) => n % 16 > 2))).toEqual(new Set(['null']));
    expect(new Set(versions).size).toBe(1);
    expect(uptimes.every(({ text }) => /^[\d.]+ [\d.]+\n$/.test(text))).toBe(true);
  });

  it('answers many questions in one exchange, beside single ones', async () => {
    const lines = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? `config con${n % 16}` : 'proc uptime'));
    const [{ replies, failure }, versions] = await Promise.all([
      askMany(uml.mconsolePath, ['help', ...lines, 'proc 1/root/tmp/long', 'proc absent'], {
        timeoutMs: 2000,
      }),
      Promise.all(lines.map(() => client.version())),
    ]);
    expect(failure).toBeNull();
    expect(replies).toHaveLength(43);
    expect(replies[0]?.text).toMatch(/^Commands:.*\bstack\b/s);
    expect(
      new Set(
        replies
          .slice(1, 41)
          .filter((_, n) => n % 2 === 1 && n > 5)
          .map(({ ok }) => ok),
      ),
    ).toEqual(new Set([true]));
    expect(replies[41]).toMatchObject({ ok: true, truncated: false });
    expect(replies[41]?.bytes.length).toBeGreaterThan(60_000);
    expect(replies[42]).toMatchObject({ ok: false, errno: 1, text: 'Failed to open file' });
    expect(new Set(versions).size).toBe(1);
  });

  it('ends an exchange at the first question that gets no answer, and when it is given up', async () => {
    await client.stop();
    uml.signal('SIGSTOP');
    try {
      const limits = { timeoutMs: 100 };
      const late = await askMany(uml.mconsolePath, ['version', 'version'], limits);
      expect(late).toMatchObject({
        replies: [],
        failure: { code: 'MCONSOLE_TIMEOUT', details: { line: 'version' } },
      });
      const signal = AbortSignal.timeout(50);
      const given = await askMany(uml.mconsolePath, ['version'], { timeoutMs: 10_000, signal });
      expect(given.failure).toMatchObject({ code: 'CANCELLED' });
    } finally {
      uml.signal('SIGCONT');
    }
    await client.go();
    await expect(askMany(uml.mconsolePath, [''], { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const absent = await askMany(`${folder.path}/absent`, ['version'], { timeoutMs: 100 });
    expect(absent.failure).toMatchObject({ code: 'MCONSOLE_UNREACHABLE' });
  });

  it('answers two clients and uml_mconsole at the same time', async () => {
    using other = new MconsoleClient(uml.mconsolePath);
    const program = async (line: string): Promise<string> =>
      (await run('uml_mconsole', [uml.mconsolePath, line], { timeout: 60_000 })).stdout.trim();
    const rounds = Array.from({ length: 20 }, (_, n) => n);
    const [mine, others, programs] = await Promise.all([
      Promise.all(rounds.map(() => client.config('ubd0'))),
      Promise.all(rounds.map(() => other.version())),
      Promise.all([program('config con7'), program('version'), program('help')]),
    ]);
    expect(new Set(mine)).toEqual(new Set([`${folder.path}/${IMAGE}`]));
    expect(new Set(others).size).toBe(1);
    expect(programs[0]).toContain('null');
    expect(programs[1]).toContain(others[0]);
    expect(programs[2]).toContain('Commands:');
  });

  it('agrees with uml_mconsole on every reply', async () => {
    for (const line of ['version', 'config ubd0', 'config con3', 'proc version']) {
      const { stdout } = await run('uml_mconsole', [uml.mconsolePath, line], { timeout: 60_000 });
      const { text } = await client.request(line, { timeoutMs: 10_000 });
      expect(stdout.trim().replace(/^OK\s+/, '')).toBe(text.trim());
    }
  });

  it('times out on a silent kernel and never takes the late reply for the next one', async () => {
    using suspended = new MconsoleClient(uml.mconsolePath);
    // The kernel answers `help` at once but `config` by its work queue: in this order.
    await suspended.version();
    uml.signal('SIGSTOP');
    try {
      await expect(suspended.help({ timeoutMs: 150 })).rejects.toMatchObject({
        code: 'MCONSOLE_TIMEOUT',
        details: { line: 'help', timeoutMs: 150 },
      });
      const next = suspended.config('ubd0', { timeoutMs: 10_000 });
      uml.signal('SIGCONT');
      expect(await next).toBe(`${folder.path}/${IMAGE}`);
    } finally {
      uml.signal('SIGCONT');
    }
  });

  it('offers a request again until a full queue has room', async () => {
    const limits = { timeoutMs: 10_000 };
    const clients = Array.from({ length: 30 }, () => new MconsoleClient(uml.mconsolePath));
    uml.signal('SIGSTOP');
    try {
      const versions = Promise.all(clients.map((each) => each.version(limits)));
      await new Promise((resolve) => setImmediate(resolve));
      uml.signal('SIGCONT');
      expect(new Set(await versions).size).toBe(1);
    } finally {
      uml.signal('SIGCONT');
      for (const each of clients) each.close();
    }
  });

  it('ends a waiting request at its own deadline, by cancelling and by closing', async () => {
    const waiting = new MconsoleClient(uml.mconsolePath);
    uml.signal('SIGSTOP');
    try {
      const first = waiting.version({ timeoutMs: 5000 });
      const cancel = new AbortController();
      const cancelled = waiting.version({ signal: cancel.signal });
      await expect(waiting.version({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'MCONSOLE_TIMEOUT' });
      cancel.abort();
      await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
      await expect(waiting.version({ signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'CANCELLED',
      });
      const last = waiting.version();
      waiting.close();
      await expect(first).rejects.toMatchObject({ code: 'MCONSOLE_UNREACHABLE' });
      await expect(last).rejects.toMatchObject({ code: 'MCONSOLE_UNREACHABLE' });
      await expect(waiting.version()).rejects.toMatchObject({ code: 'MCONSOLE_UNREACHABLE' });
    } finally {
      uml.signal('SIGCONT');
    }
  });

  it('cannot be reached at a path where nobody listens', async () => {
    for (const path of [`${folder.path}/uml/absent/mconsole`, `${folder.path}/${IMAGE}`]) {
      using stranger = new MconsoleClient(path);
      await expect(stranger.version()).rejects.toMatchObject({
        code: 'MCONSOLE_UNREACHABLE',
        details: { path },
      });
    }
  });
});

describe.each(testKernels())('the ends of a kernel $version', ({ path: kernelPath }) => {
  it('halts when told', async () => {
    await using uml = await bootReady([], undefined, kernelPath);
    using client = new MconsoleClient(uml.mconsolePath);
    await client.halt();
    expect(await uml.exit).toEqual({ code: 0, signal: null });
    await expect(client.version()).rejects.toMatchObject({ code: 'MCONSOLE_UNREACHABLE' });
  });

  it('ends by Ctrl-Alt-Del through init when reboots are forbidden', async () => {
    await using uml = await bootReady([], undefined, kernelPath);
    using client = new MconsoleClient(uml.mconsolePath);
    await client.cad();
    expect(await uml.exit).toEqual({ code: 0, signal: null });
    expect(uml.output).toContain('reboot: Restarting system');
  });

  it('reboots when told, which ends a process that may not', async () => {
    await using uml = await bootReady([], undefined, kernelPath);
    using client = new MconsoleClient(uml.mconsolePath);
    await client.reboot();
    expect(await uml.exit).toEqual({ code: 0, signal: null });
  });
});

describe('NotificationListener', () => {
  function listen(onNotification: (notification: Notification) => void): NotificationListener {
    const path = `${folder.path}/notify`;
    const listener = new NotificationListener({ path, onNotification });
    chmodSync(path, 0o777);
    return listener;
  }

  it('hears of the boot, of what the guest says and of a panic', async () => {
    const heard: Notification[] = [];
    using _listener = listen((notification) => heard.push(notification));
    await using uml = await bootReady(
      [`mconsole=notify:${folder.path}/notify`],
      'for n in $(seq 1 50); do printf "grüß $n" > /proc/mconsole; done',
    );
    expect(heard[0]).toEqual({ type: 'socket', path: uml.mconsolePath });
    expect(heard.slice(1)).toEqual(
      Array.from({ length: 50 }, (_, n) => ({ type: 'user', text: `grüß ${n + 1}` })),
    );
    using client = new MconsoleClient(uml.mconsolePath);
    await client.request('sysrq c', { timeoutMs: 3000 });
    expect(await uml.exit).toEqual({ code: null, signal: 'SIGABRT' });
    expect(heard.at(-1)).toEqual({ type: 'panic', text: 'sysrq triggered crash' });
  });

  it('lets the kernel be reached from the moment of the boot notification', async () => {
    const { promise: booted, resolve } = Promise.withResolvers<string>();
    using _listener = listen((notification) => {
      if (notification.type === 'socket') resolve(notification.path);
    });
    await using uml = boot([`mconsole=notify:${folder.path}/notify`]);
    using client = new MconsoleClient(await booted);
    expect(await client.version()).toContain('6.1.');
    expect(uml.output).not.toContain('GUEST-READY');
  });

  it('reports what is no notification and goes on', async () => {
    const path = `${folder.path}/notify`;
    const problems: UmlautError[] = [];
    const heard: Notification[] = [];
    using _listener = new NotificationListener({
      path,
      onNotification: (notification) => heard.push(notification),
      onProblem: (error) => problems.push(error),
    });
    using stranger = new UnixDatagramSocket({ onMessage: () => {} });
    stranger.send(path, Buffer.from('rubbish'));
    stranger.send(path, Buffer.from('bebafeca0200000003000000020000006869', 'hex'));
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'user', text: 'hi' }]));
    expect(problems).toEqual([
      expect.objectContaining({ code: 'MCONSOLE_PROTOCOL', details: { offset: 7 } }),
    ]);
  });

  it('removes its path when closed, and says why a path cannot be bound', () => {
    const path = `${folder.path}/notify`;
    listen(() => {}).close();
    expect(existsSync(path)).toBe(false);
    listen(() => {}).close();
    expect(
      () => new NotificationListener({ path: `${folder.path}/no/notify`, onNotification: () => {} }),
    ).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});
