import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PacketSocket } from './index.ts';

const SPACE = ['--user', '--map-root-user', '--net'];
const PATH = '/usr/sbin:/usr/bin:/sbin:/bin';
const isPossible = spawnSync('unshare', [...SPACE, 'ip', 'link'], { env: { PATH } }).status === 0;
if (!isPossible) process.stdout.write('Skipped: packet sockets need user namespaces and ip(8).\n');

interface Seen {
  bytes: Buffer;
  isOutgoing: boolean;
  time: bigint;
}

const children: ChildProcess[] = [];
const sockets: PacketSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
});

/** A network namespace of a process that reads lines of ip(8); two interfaces with a cable between them. */
async function openSpace(): Promise<{ pid: number; ip: (line: string) => void }> {
  const script =
    'ip link add left type veth peer name right && ip link set left up && ip link set right up && echo up && exec ip -force -batch -';
  const child = spawn('unshare', [...SPACE, 'sh', '-c', script], { env: { PATH } });
  children.push(child);
  await once(child.stdout, 'data');
  return { pid: child.pid ?? 0, ip: (line) => child.stdin.write(`${line}\n`) };
}

/** By perl, which every Debian has: packet(7), with the address that ip(8) tells. */
function send(pid: number, name: string, hex: string): void {
  const script = `my ($index) = \`ip -o link show ${name}\` =~ /^(\\d+)/; socket(my $s, 17, 3, 0) or die;
    send($s, pack('H*', '${hex}'), 0, pack('SnlSCCa8', 17, 0x8100, $index, 0, 0, 6, '')) or die`;
  const enter = ['--preserve-credentials', '--target', String(pid), '--user', '--net', 'perl', '-e', script];
  const { status, stderr } = spawnSync('nsenter', enter, { env: { PATH }, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function listen(
  pid: number,
  interfaceName: string,
): { seen: Seen[]; socket: PacketSocket; gone: () => number } {
  const seen: Seen[] = [];
  let gone = 0;
  const socket = new PacketSocket({
    pid,
    interfaceName,
    onFrame: ({ bytes, start, end, isOutgoing, time }) =>
      seen.push({ bytes: Buffer.from(bytes.slice(start, end)), isOutgoing, time }),
    onGone: () => (gone += 1),
  });
  sockets.push(socket);
  return { seen, socket, gone: () => gone };
}

describe.skipIf(!isPossible)('a packet socket', () => {
  it('hears what an interface of another network namespace sends and gets, and when', async () => {
    const { pid, ip } = await openSpace();
    const right = listen(pid, 'right');
    const left = listen(pid, 'left');
    // Whether somebody has it already is asked at once.
    ip('address add fe80::9/64 dev left');
    await vi.waitFor(() => expect(left.seen.length).toBeGreaterThan(0), { timeout: 4_000 });
    const sent = left.seen[0]!;
    await vi.waitFor(() => expect(right.seen.map(({ bytes }) => bytes)).toContainEqual(sent.bytes), {
      timeout: 4_000,
    });
    expect(sent.isOutgoing).toBe(true);
    expect(right.seen.find(({ bytes }) => bytes.equals(sent.bytes))?.isOutgoing).toBe(false);
    expect(Math.abs(Number(sent.time / 1_000_000n) - Date.now())).toBeLessThan(10_000);
    expect(left.socket.takeDropped()).toBe(0);
  });

  it('puts the tag of a VLAN back into its frames', async () => {
    const { pid } = await openSpace();
    const right = listen(pid, 'right');
    const frame = `ffffffffffff020000000001810000070800${'5a'.repeat(46)}`;
    send(pid, 'left', frame);
    await vi.waitFor(() => expect(right.seen.map(({ bytes }) => bytes.toString('hex'))).toContain(frame), {
      timeout: 4_000,
    });
  });

  it('tells when the interface is gone', async () => {
    const { pid, ip } = await openSpace();
    const { gone, socket } = listen(pid, 'left');
    ip('link delete left');
    await vi.waitFor(() => expect(gone()).toBe(1), { timeout: 4_000 });
    socket.close();
    expect(() => listen(pid, 'left')).toThrow(/ENODEV/);
  });

  it('says why it cannot be opened', async () => {
    const { pid } = await openSpace();
    expect(() => listen(pid, 'nobody')).toThrow(/ENODEV/);
    expect(() => listen(999_999_999, 'left')).toThrow(/ENOENT/);
    expect(() => listen(pid, 'a-name-that-is-too-long')).toThrow(/EINVAL/);
  });

  it('is closed from within', async () => {
    const { pid, ip } = await openSpace();
    let frames = 0;
    const socket = new PacketSocket({
      pid,
      interfaceName: 'right',
      onFrame: () => {
        frames += 1;
        socket.close();
      },
      onGone: () => {},
    });
    sockets.push(socket);
    ip('address add fe80::8/64 dev left');
    ip('address add fe80::9/64 dev left');
    await vi.waitFor(() => expect(frames).toBe(1), { timeout: 4_000 });
    expect(socket.takeDropped()).toBe(0);
  });
});
