import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UnixDatagramSocket } from './index.ts';

/** The kernel lets max_dgram_qlen + 1 datagrams wait; unix(7), net/unix/af_unix.c unix_recvq_full. */
const QUEUE_LENGTH = Number(readFileSync('/proc/sys/net/unix/max_dgram_qlen', 'utf8')) + 1;

let folder: string;
let path: string;
let sockets: UnixDatagramSocket[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostio-dgram-'));
  path = join(folder, 'socket');
  sockets = [];
});

afterEach(() => {
  for (const socket of sockets) socket.close();
  rmSync(folder, { recursive: true });
});

function openSocket(
  options: Partial<ConstructorParameters<typeof UnixDatagramSocket>[0]> = {},
): UnixDatagramSocket {
  const socket = new UnixDatagramSocket({ onMessage: () => {}, ...options });
  sockets.push(socket);
  return socket;
}

function collect(at: string): Buffer[] {
  const messages: Buffer[] = [];
  openSocket({ path: at, onMessage: (bytes) => messages.push(bytes) });
  return messages;
}

function socketCount(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith('socket:');
    } catch {
      return false;
    }
  }).length;
}

describe('UnixDatagramSocket', () => {
  it.each([0, 1, 524, 60_000, 65_536])('carries a datagram of %i bytes whole', async (length) => {
    const messages = collect(path);
    const bytes = Buffer.alloc(length, 0xa5);
    openSocket().send(path, bytes);
    await vi.waitFor(() => expect(messages).toHaveLength(1));
    expect(messages[0]?.equals(bytes)).toBe(true);
  });

  it('keeps the order and reports a full queue as EAGAIN, then takes more', async () => {
    const messages = collect(path);
    const sender = openSocket();
    for (let n = 0; n < QUEUE_LENGTH; n++) sender.send(path, Buffer.of(n));
    expect(() => sender.send(path, Buffer.of(99))).toThrow(expect.objectContaining({ code: 'EAGAIN' }));
    await vi.waitFor(() => expect(messages).toHaveLength(QUEUE_LENGTH));
    expect(messages.map((bytes) => bytes[0])).toEqual(Array.from({ length: QUEUE_LENGTH }, (_, n) => n));
    sender.send(path, Buffer.of(100));
    await vi.waitFor(() => expect(messages).toHaveLength(QUEUE_LENGTH + 1));
  });

  it('takes far more than a queue full from the peer that it is connected to, and from nobody else', async () => {
    const heard: number[] = [];
    const server = openSocket({ path });
    const reader = openSocket({
      path: `${path}-reader`,
      onMessage: (bytes) => heard.push(bytes.readUInt8()),
    });
    reader.connect(path);
    for (let n = 0; n < 160; n++) server.send(`${path}-reader`, Buffer.alloc(524, n));
    expect(() => openSocket().send(`${path}-reader`, Buffer.of(1))).toThrow(
      expect.objectContaining({ code: 'EPERM' }),
    );
    await vi.waitFor(() => expect(heard).toHaveLength(160));
    expect(heard).toEqual(Array.from({ length: 160 }, (_, n) => n));
  });

  it('connects again when the path leads to another socket', async () => {
    const messages: string[] = [];
    const reader = openSocket({ path: `${path}-reader`, onMessage: (bytes) => messages.push(String(bytes)) });
    expect(() => reader.connect(path)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    for (const name of ['first', 'second']) {
      const server = openSocket({ path });
      reader.connect(path);
      server.send(`${path}-reader`, Buffer.from(name));
      await vi.waitFor(() => expect(messages).toContain(name));
      server.close();
      expect(() => reader.connect(path)).toThrow(expect.objectContaining({ code: 'ECONNREFUSED' }));
      rmSync(path);
    }
  });

  it('empties the queue before the first callback runs', async () => {
    const sender = openSocket();
    let refused = 0;
    let received = 0;
    openSocket({
      path,
      onMessage: () => {
        if (received++ > 0) return;
        for (let n = 0; n < QUEUE_LENGTH; n++) {
          try {
            sender.send(path, Buffer.of(1));
          } catch {
            refused++;
          }
        }
      },
    });
    for (let n = 0; n < QUEUE_LENGTH; n++) sender.send(path, Buffer.of(0));
    await vi.waitFor(() => expect(received).toBe(2 * QUEUE_LENGTH));
    expect(refused).toBe(0);
  });

  it('names the errno of every failure to send', async () => {
    const sender = openSocket();
    const send =
      (to: string, bytes = Buffer.alloc(1)) =>
      () =>
        sender.send(to, bytes);
    expect(send(join(folder, 'absent'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    openSocket({ path }).close();
    expect(send(path)).toThrow(expect.objectContaining({ code: 'ECONNREFUSED' }));
    expect(send('/'.padEnd(108, 'x'))).toThrow(expect.objectContaining({ code: 'ENAMETOOLONG' }));
    expect(send(`${path}\0x`)).toThrow(expect.objectContaining({ code: 'EINVAL' }));
    expect(send('')).toThrow(expect.objectContaining({ code: 'EINVAL' }));
    collect(join(folder, 'second'));
    expect(send(join(folder, 'second'), Buffer.alloc(4_000_000))).toThrow(
      expect.objectContaining({ code: 'EMSGSIZE' }),
    );
    sender.close();
    expect(send(path)).toThrow(expect.objectContaining({ code: 'EBADF' }));
  });

  it('names the errno of every failure to bind, and never cuts a path', () => {
    openSocket({ path });
    expect(() => openSocket({ path })).toThrow(expect.objectContaining({ code: 'EADDRINUSE' }));
    expect(() => openSocket({ path: join(folder, 'no', 'folder') })).toThrow(
      expect.objectContaining({ code: 'ENOENT' }),
    );
    expect(() => openSocket({ path: join(folder, 'x'.repeat(120)) })).toThrow(
      expect.objectContaining({ code: 'ENAMETOOLONG' }),
    );
    expect(readdirSync(folder)).toEqual(['socket']);
  });

  it('can be bound to a path of 107 bytes', async () => {
    const longest = join(folder, 'x'.repeat(107 - folder.length - 1));
    const messages = collect(longest);
    openSocket().send(longest, Buffer.of(1));
    await vi.waitFor(() => expect(messages).toHaveLength(1));
  });

  it('gets an abstract name of its own when no path is given', () => {
    const names = (): string[] => readFileSync('/proc/net/unix', 'utf8').match(/@[0-9a-f]{5}$/gm) ?? [];
    const before = names().length;
    openSocket();
    openSocket();
    expect(names().length).toBeGreaterThanOrEqual(before + 2);
  });

  it('delivers nothing after close, even from a batch that was already read', async () => {
    let received = 0;
    const receiver = openSocket({
      path,
      onMessage: () => {
        received++;
        receiver.close();
      },
    });
    const sender = openSocket();
    for (let n = 0; n < 5; n++) sender.send(path, Buffer.of(n));
    await vi.waitFor(() => expect(received).toBe(1));
    await new Promise((resolve) => setImmediate(resolve));
    expect(received).toBe(1);
  });

  it('reports a datagram that is too long and goes on', async () => {
    const problems: string[] = [];
    const messages: Buffer[] = [];
    openSocket({
      path,
      onMessage: (bytes) => messages.push(bytes),
      onError: (error) => problems.push(error.code),
    });
    const sender = openSocket();
    sender.send(path, Buffer.alloc(65_537));
    sender.send(path, Buffer.of(7));
    await vi.waitFor(() => expect(messages).toEqual([Buffer.of(7)]));
    expect(problems).toEqual(['EMSGSIZE']);
  });

  it('leaks no socket into child processes', async () => {
    openSocket({ path });
    const child = spawn('ls', ['-l', '/proc/self/fd'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [listing] = await Promise.all([text(child.stdout), once(child, 'close')]);
    // Node connects the child's own standard output with a socket pair; nothing else may be one.
    expect(listing.match(/socket:/g) ?? []).toHaveLength(1);
  });

  it('leaves no descriptor behind after 2,000 rounds', () => {
    const before = socketCount();
    for (let n = 0; n < 2000; n++) new UnixDatagramSocket({ onMessage: () => {} }).close();
    expect(socketCount()).toBe(before);
  });

  it('is closed when a worker that owns sockets is ended by force', async () => {
    const before = socketCount();
    const source = `
      import { parentPort } from 'node:worker_threads';
      import { UnixDatagramSocket } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
      globalThis.kept = Array.from({ length: 10 }, () => new UnixDatagramSocket({ onMessage() {} }));
      parentPort.postMessage('ready');`;
    for (let round = 0; round < 3; round++) {
      const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
      await once(worker, 'message');
      await worker.terminate();
    }
    expect(socketCount()).toBe(before);
  });

  it('raises what a callback throws as an uncaught exception', async () => {
    const source = `
      import { UnixDatagramSocket } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
      process.on('uncaughtException', (error) => { console.log(error.message); process.exit(3); });
      new UnixDatagramSocket({ path: ${JSON.stringify(path)}, onMessage() { throw new Error('from the callback'); } });
      new UnixDatagramSocket({ onMessage() {} }).send(${JSON.stringify(path)}, Buffer.of(1));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect(output.trim()).toBe('from the callback');
    expect(code).toBe(3);
  });
});
