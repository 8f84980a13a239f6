import { describe, expect, it, vi } from 'vitest';
import { writePcapng } from '../decode/pcapng.fixture.ts';
import { PacketFeed } from './packet-feed.ts';

function file(frames: number): Uint8Array {
  const bytes = new Uint8Array(60);
  const packets = Array.from({ length: frames }, (_, units) => ({
    units: BigInt(units),
    bytes,
    length: 60,
    flags: 1,
  }));
  return writePcapng(packets, { little: true, resolution: 9 });
}

/** A feed and the end of the connection that the server has. */
function connected() {
  const through = new TransformStream<Uint8Array, Uint8Array>();
  const server = through.writable.getWriter();
  const feed = new PacketFeed(() => Promise.resolve(through.readable.getReader()));
  feed.start();
  return { feed, server };
}

describe('PacketFeed', () => {
  it('shows packets as they come, and the end', async () => {
    const { feed, server } = connected();
    await server.write(file(3));
    await vi.waitFor(() => expect(feed.state().packets).toHaveLength(3));
    expect(feed.state()).toMatchObject({ phase: { kind: 'live' }, begun: 0n, gone: 0 });
    await server.close();
    await vi.waitFor(() => expect(feed.state().phase.kind).toBe('ended'));
    expect(feed.state().packets.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('reads nothing while it is paused, and goes on where it was', async () => {
    const { feed, server } = connected();
    const whole = file(4);
    await server.write(whole.subarray(0, 200));
    await vi.waitFor(() => expect(feed.state().phase.kind).toBe('live'));
    feed.setPaused(true);
    // One read may be under way.
    const rest = [server.write(whole.subarray(200, 201)), server.write(whole.subarray(201)), server.close()];
    const blocked = await Promise.race([
      Promise.all(rest).then(() => false),
      new Promise((resolve) => setTimeout(() => resolve(true), 300)),
    ]);
    expect(blocked).toBe(true);
    feed.setPaused(false);
    await Promise.all(rest);
    await vi.waitFor(() => expect(feed.state()).toMatchObject({ phase: { kind: 'ended' } }));
    expect(feed.state().packets).toHaveLength(4);
  });

  it('says that the connection was lost, and what is no capture', async () => {
    const broken = connected();
    await broken.server.abort(new TypeError('network error'));
    await vi.waitFor(() =>
      expect(broken.feed.state().phase).toMatchObject({
        kind: 'failed',
        error: { code: 'SERVER_UNREACHABLE' },
      }),
    );
    const other = connected();
    void other.server.write(new Uint8Array(64)).catch(() => {});
    await vi.waitFor(() =>
      expect(other.feed.state().phase).toMatchObject({ kind: 'failed', error: { code: 'INVALID_INPUT' } }),
    );
  });
});
