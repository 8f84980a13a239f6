import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf, readStat, runCommand } from '../../process/index.ts';
import { buildTinyImage, type TinyImage } from '../index.ts';
import { Guest, createGuestFolder, type GuestFolder, type GuestOptions } from '../testing/guest.ts';

let folder: GuestFolder;
let image: TinyImage;
const guests: Guest[] = [];

beforeAll(async () => {
  folder = createGuestFolder();
  image = await buildTinyImage({ path: join(folder.path, 'tiny.img') });
});
afterEach(async () => {
  for (const guest of guests.splice(0)) {
    await guest[Symbol.asyncDispose]();
    await rm(guest.cowPath, { force: true });
  }
});
afterAll(() => folder[Symbol.dispose]());

function boot(options: Partial<GuestOptions> = {}): Guest {
  const guest = new Guest({ folder, imagePath: image.path, words: ['hostname=lab-1'], ...options });
  guests.push(guest);
  return guest;
}

/** The guest's disk as it is now: what e2fsck says, and the text of one file. */
async function readDisk(guest: Guest, path: string): Promise<{ state: string; text: string }> {
  const merged = join(folder.path, 'merged.img');
  const options = { timeoutMs: 20_000 };
  await runCommand('uml_moo', [guest.cowPath, merged], options);
  const { code, stdout } = await runCommand('/sbin/e2fsck', ['-fn', merged], options);
  const file = await runCommand('/sbin/debugfs', ['-R', `cat ${path}`, merged], options);
  await rm(merged);
  return { state: code === 0 ? 'clean' : stdout, text: file.stdout };
}

/** CPU time of UML and all its processes, in ticks of 10 ms. */
function cpuTicks(pid: number): number {
  return [pid, ...childrenOf(pid).map((child) => child.pid)].reduce((sum, each) => {
    const found = readStat(each);
    return sum + (found === null ? 0 : found.cpuTicks + found.reapedCpuTicks);
  }, 0);
}

describe('the image file', () => {
  it('is small, read-only and the same whenever it is built', async () => {
    expect(image.allocatedBytes).toBeLessThan(16 * 1_048_576);
    expect((await stat(image.path)).mode & 0o777).toBe(0o444);
    const [one, two] = await Promise.all(
      ['one.img', 'two.img'].map(async (name) => {
        const { path } = await buildTinyImage({ path: join(folder.path, name), sizeBytes: 16 * 1_048_576 });
        return readFile(path);
      }),
    );
    expect(one?.length).toBe(16 * 1_048_576);
    expect(two?.equals(one ?? Buffer.alloc(0))).toBe(true);
  });

  it('does not replace a file, and stops when it is told to', async () => {
    await expect(buildTinyImage({ path: image.path })).rejects.toMatchObject({ field: 'path' });
    const path = join(folder.path, 'cancelled.img');
    await expect(buildTinyImage({ path, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    ['/nonexistent/busybox', /is missing/],
    ['/bin/ls', /is not a static program/],
  ])('says what is wrong with %s as busybox', async (busyboxPath, message) => {
    const path = join(folder.path, 'never.img');
    await expect(buildTinyImage({ path, busyboxPath })).rejects.toMatchObject({
      code: 'IMAGE_UNAVAILABLE',
      message: expect.stringMatching(message) as string,
      hint: expect.stringContaining('busybox-static') as string,
    });
  });
});

describe('a booted guest', () => {
  it('logs in on con1 with the name, size and settings that it was given', async () => {
    const guest = boot();
    const shell = await guest.prompt();
    expect(await shell.run('hostname; id -un; tty; echo $TERM $0 $PWD; stty size')).toBe(
      'lab-1\nroot\n/dev/tty1\nxterm-256color -/bin/sh /root\n33 101\n',
    );
    shell.pty.resize(90, 20);
    await expect.poll(async () => shell.run('stty size'), { timeout: 5000 }).toBe('20 90\n');
    expect(await shell.run('. /etc/os-release; echo $ID; find / -xdev ! -user 0 -o ! -group 0')).toBe(
      'tiny\n',
    );
    await shell.run('until grep -q lab-1 /etc/hosts; do sleep 0.1; done');
    expect(await shell.run('mount | cut -d" " -f3 | sort | xargs')).toBe(
      '/ /dev /dev/pts /dev/shm /proc /run /sys /tmp\n',
    );
    expect(await shell.run('ping -c 1 -W 2 lab-1 >/dev/null && cat /proc/sys/kernel/hostname')).toBe(
      'lab-1\n',
    );
  });

  it('logs in on con0 too, and again after exit', async () => {
    const guest = boot();
    const shell = await guest.prompt(0);
    shell.type('exit');
    await guest.prompt(0);
    expect(await shell.run('tty')).toMatch(/^\/dev\/(tty0|console)\n$/);
  });

  it('runs one shell for each console that is wired, and none for the others', async () => {
    const guest = boot({ consoles: [1, 2, 3, 4, 5] });
    for (const number of [1, 2, 3, 4, 5]) await guest.prompt(number);
    expect(await guest.console(5).run('tty')).toBe('/dev/tty5\n');
    const fewer = boot({ name: 'fewer', consoles: [3] });
    const shell = await fewer.prompt(3);
    await fewer.prompt(0);
    expect(await shell.run('ps >/tmp/ps; grep -c "root  *-/bin/sh" /tmp/ps')).toBe('2\n');
  });

  it('copes with consoles that do not work, at no cost', async () => {
    // What Debian's kernel makes of con1 and up when nothing is said of them: a channel that fails.
    const guest = boot({ consoles: [], others: [] });
    const shell = await guest.prompt(0);
    await shell.run("until grep -q ' /dev/pts ' /proc/mounts; do sleep 0.1; done; sleep 1");
    const before = cpuTicks(guest.pid);
    await delay(2000);
    expect(cpuTicks(guest.pid) - before).toBeLessThan(6);
    expect(shell.text).not.toContain("can't open");
  });

  it('mounts the share only when one is offered, and the root for writing in any case', async () => {
    const share = join(folder.path, 'share');
    await mkdir(share, { recursive: true });
    await writeFile(join(share, 'hello'), 'from the host\n');
    const guest = boot({ words: ['hostname=lab-1', `hostfs=${share}`], root: 'ro' });
    const shell = await guest.prompt();
    await shell.run("until grep -q ' /mnt/share ' /proc/mounts; do sleep 0.1; done");
    expect(await shell.run('cat /mnt/share/hello; echo x >/root/x && cat /root/x')).toBe(
      'from the host\nx\n',
    );
  });

  it('gets an address by DHCP from another guest, without delaying the prompt', async () => {
    const ports = [20_000 + (process.pid % 20_000), 20_001 + (process.pid % 20_000)];
    const nic = (own: number, peer: number): string =>
      `vec0:transport=l2tpv3,udp=1,src=127.0.0.1,dst=127.0.0.1,srcport=${ports[own]},dstport=${ports[peer]},` +
      'rx_session=7,tx_session=7';
    const server = await boot({ name: 'dhcp', words: [nic(0, 1)] }).prompt();
    await server.run(
      'until ip link show vec0 | grep -q ,UP; do sleep 0.1; done; killall udhcpc; ifconfig vec0 10.9.0.1 up',
    );
    const settings = ['interface vec0', 'start 10.9.0.50', 'end 10.9.0.50', 'lease_file /run/leases'];
    const options = [
      'opt subnet 255.255.255.0',
      'opt router 10.9.0.1',
      'opt dns 10.9.0.53',
      'opt domain lab',
    ];
    await server.run(
      `printf '%s\\n' ${[...settings, ...options].map((line) => `'${line}'`).join(' ')} >/etc/dhcp`,
    );
    await server.run('touch /run/leases; udhcpd /etc/dhcp');
    const client = await boot({ name: 'client', words: ['hostname=client', nic(1, 0)] }).prompt();
    await client.run('until grep -q 10.9.0.53 /run/resolv.conf; do sleep 0.1; done');
    expect(
      await client.run('ip -4 -o addr show vec0 | xargs | cut -d" " -f4; ip route | head -1 | xargs'),
    ).toBe('10.9.0.50/24\ndefault via 10.9.0.1 dev vec0\n');
    expect(await client.run('cat /etc/resolv.conf; ping -c 1 -W 2 10.9.0.1 >/dev/null')).toBe(
      'search lab\nnameserver 10.9.0.53\n',
    );
  });

  it('leaves the addresses that a person gave an interface alone, whatever becomes of its lease', async () => {
    const shell = await boot().prompt();
    const addresses = async (): Promise<string> =>
      shell.run("ip -4 -o addr show lo | grep -o 'inet 10[^ ]*' | xargs");
    const tell = async (event: string, address: string): Promise<string> =>
      shell.run(`interface=lo ip=${address} mask=24 /etc/udhcpc/default.script ${event}`);
    await shell.run('ip addr add 10.1.1.1/24 dev lo');
    await tell('deconfig', '');
    await tell('bound', '10.2.2.2');
    await tell('renew', '10.2.2.2');
    expect(await addresses()).toBe('inet 10.1.1.1/24 inet 10.2.2.2/24\n');
    await tell('bound', '10.2.2.3');
    expect(await addresses()).toBe('inet 10.1.1.1/24 inet 10.2.2.3/24\n');
    await tell('deconfig', '');
    expect(await addresses()).toBe('inet 10.1.1.1/24\n');
  });
});

describe('the end of a guest', () => {
  const ways: [string, (guest: Guest) => Promise<void>][] = [
    ['poweroff', async (guest) => guest.console(1).type('poweroff')],
    ['reboot', async (guest) => guest.console(1).type('reboot')],
    ['halt', async (guest) => guest.console(1).type('halt')],
    [
      'mconsole cad',
      async (guest) => {
        using mconsole = guest.mconsole();
        await mconsole.cad();
      },
    ],
    ["init's own slow way", async (guest) => guest.console(1).type('kill -USR2 1')],
  ];
  it.each(ways)('%s exits 0 with everything written and a clean file system', async (_, end) => {
    const guest = boot();
    const shell = await guest.prompt();
    await shell.run(
      "until grep -q ' /dev/shm ' /proc/mounts; do sleep 0.1; done; echo kept >/root/note; sleep 100 & true",
    );
    await end(guest);
    expect(await guest.exit).toEqual({ code: 0, signal: null });
    expect(await readDisk(guest, '/root/note')).toEqual({ state: 'clean', text: 'kept\n' });
  });

  it('gives processes the time to end that they need', async () => {
    const guest = boot();
    const shell = await guest.prompt();
    await shell.run(
      `(trap 'sleep 0.3; echo orderly >/root/end; exit' TERM; while :; do sleep 0.05; done) & true`,
    );
    shell.type('poweroff');
    expect(await guest.exit).toEqual({ code: 0, signal: null });
    expect(await readDisk(guest, '/root/end')).toEqual({ state: 'clean', text: 'orderly\n' });
  });

  it('survives SIGKILL: the journal puts the file system right', async () => {
    const guest = boot();
    const shell = await guest.prompt();
    await shell.run('for i in 1 2 3 4 5 6 7 8 9; do cp /bin/busybox /root/$i; done; sync; rm /root/3');
    guest.kill('SIGKILL');
    await guest[Symbol.asyncDispose]();
    const again = new Guest({ folder, imagePath: image.path });
    guests.push(again);
    const after = await again.prompt();
    expect(await after.run('cmp /root/9 /bin/busybox; dmesg | grep -c "EXT4-fs error" || true')).toBe('0\n');
    after.type('poweroff');
    await again.exit;
    expect((await readDisk(again, '/root/1')).state).toBe('clean');
  });
});
