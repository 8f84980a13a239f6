import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { UDP_SLOT_BYTES, UdpArena, UdpBatchSocket, type UdpBatchOptions } from './index.ts';

const HEADER = new Uint8Array([1, 2, 3, 4]);
const open: Disposable[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each[Symbol.dispose]();
});

async function peer(): Promise<{ socket: Socket; port: number; received: Buffer[] }> {
  const socket = createSocket('udp4');
  const received: Buffer[] = [];
  socket.on('message', (bytes) => received.push(bytes)).on('error', () => {});
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  open.push({ [Symbol.dispose]: () => socket.close() });
  return { socket, port: socket.address().port, received };
}

/** A port that nobody has. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

async function connected(remotePort: number, more: Partial<UdpBatchOptions> = {}) {
  const arena = new UdpArena();
  const received: Buffer[] = [];
  const port = await freePort();
  const socket: UdpBatchSocket = new UdpBatchSocket({
    arena,
    local: { address: '127.0.0.1', port },
    remote: { address: '127.0.0.1', port: remotePort },
    header: HEADER,
    onBatch: (count) => {
      for (let slot = 0; slot < count; slot += 1) {
        const start = slot * UDP_SLOT_BYTES;
        received.push(Buffer.from(arena.bytes.slice(start, start + (arena.lengths[slot] ?? 0))));
      }
    },
    ...more,
  });
  open.push(socket);
  return { arena, socket, port, received };
}

/** Writes frames behind each other into the scratch memory, and their places into the socket's slices. */
function write(arena: UdpArena, socket: UdpBatchSocket, frames: readonly Uint8Array[]): void {
  let offset = arena.scratchStart;
  for (const [index, frame] of frames.entries()) {
    arena.bytes.set(frame, offset);
    socket.slices.set([offset, frame.length], index * 2);
    offset += frame.length;
  }
}

function expected(frames: readonly Uint8Array[]): Buffer[] {
  return frames.map((frame) => Buffer.concat([HEADER, frame]));
}

describe('UdpBatchSocket', () => {
  it('receives what its peer sends, in order, the longest included', async () => {
    const { socket, port } = await peer();
    const { port: to, received } = await connected(port);
    const sent = [0, 1, 60, 1514, 9000, 65_507].map((length) => Buffer.alloc(length, length % 251));
    for (const bytes of sent) socket.send(bytes, to, '127.0.0.1');
    await vi.waitFor(() => expect(received).toHaveLength(sent.length));
    expect(received).toEqual(sent);
  });

  it('hears nobody but its peer', async () => {
    const [{ socket, port }, stranger] = [await peer(), await peer()];
    const { port: to, received } = await connected(port);
    await new Promise<void>((sent) => stranger.socket.send('stranger', to, '127.0.0.1', () => sent()));
    socket.send('peer', to, '127.0.0.1');
    await vi.waitFor(() => expect(received.map(String)).toEqual(['peer']));
  });

  it.each([true, false])('sends slices behind its header, in order (segments: %s)', async (segments) => {
    const { port, received } = await peer();
    const { arena, socket } = await connected(port, { segments });
    const lengths = [60, 60, 1514, 1514, 1514, 90, 91, 92, 0, 0, 9000, 9000];
    const frames = lengths.map((length, index) => Buffer.alloc(length, index));
    write(arena, socket, frames);
    expect(socket.send(frames.length)).toBe(0);
    await vi.waitFor(() => expect(received).toHaveLength(frames.length));
    expect(received).toEqual(expected(frames));
  });

  it('says how many were too long, and sends the others', async () => {
    const { port, received } = await peer();
    const { arena, socket } = await connected(port);
    const frames = [Buffer.alloc(10), Buffer.alloc(65_507), Buffer.alloc(20)];
    write(arena, socket, frames);
    expect(socket.send(3)).toBe(1 << 16);
    await vi.waitFor(() => expect(received.map((bytes) => bytes.length)).toEqual([14, 24]));
  });

  it('counts what nobody takes, and goes on when somebody does', async () => {
    const port = await freePort();
    const { arena, socket, received, port: own } = await connected(port, { segments: false });
    const frames = Array.from({ length: 5 }, () => Buffer.alloc(30));
    write(arena, socket, frames);
    expect(socket.send(5)).toBe(5);
    expect(socket.send(1) + socket.send(1) + socket.send(1)).toBe(2);
    const late = createSocket('udp4').bind(port, '127.0.0.1');
    await once(late, 'listening');
    open.push({ [Symbol.dispose]: () => late.close() });
    const taken: Buffer[] = [];
    late.on('message', (bytes) => taken.push(bytes));
    // One more is known to be lost only now.
    expect(socket.send(5)).toBe(1);
    expect(socket.send(0)).toBe(0);
    await vi.waitFor(() => expect(taken).toHaveLength(5));
    late.send('hello', own, '127.0.0.1');
    await vi.waitFor(() => expect(received.map(String)).toEqual(['hello']));
  });

  it('refuses addresses that are taken or make no sense, and use after its end', async () => {
    const { port } = await peer();
    const { arena, socket, port: taken } = await connected(port);
    const local = { address: '127.0.0.1', port: taken };
    const make = (options: Partial<UdpBatchOptions>): UdpBatchSocket =>
      new UdpBatchSocket({ arena, local, remote: local, header: HEADER, onBatch: () => {}, ...options });
    expect(() => make({})).toThrow(expect.objectContaining({ code: 'EADDRINUSE' }));
    expect(() => make({ local: { address: 'localhost', port: 0 } })).toThrow(
      expect.objectContaining({ code: 'EINVAL' }),
    );
    socket.slices.set([arena.bytes.length, 1]);
    expect(() => socket.send(1)).toThrow(expect.objectContaining({ code: 'EINVAL' }));
    socket.close();
    socket.close();
    expect(() => socket.send(1)).toThrow(expect.objectContaining({ code: 'EBADF' }));
  });
});
