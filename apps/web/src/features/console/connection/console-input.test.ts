import { CLOSE, MAX_INPUT_FRAME_BYTES } from '@umlaut/contracts/ws';
import { describe, expect, it, vi } from 'vitest';
import { type ConnectionBench, withBench } from './testing/connection-bench.ts';
import { concat } from './testing/fake-terminal.ts';
import { decode } from './testing/fake-terminal.ts';

let bench: ConnectionBench;
withBench((made) => (bench = made));

describe('input', () => {
  const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);

  it('sends keys as bytes while live, and only then', () => {
    expect(bench.connection.sendInput(text('a'))).toBe(false);
    bench.socket.hello(0, 0);
    expect(bench.connection.sendInput(text('b'))).toBe(true);
    bench.socket.say({ type: 'ended', offset: 0 });
    expect(bench.connection.sendInput(text('c'))).toBe(false);
    expect(bench.socket.frames.map((frame) => decode(frame as Uint8Array))).toEqual(['b']);
  });

  it('refuses keys while the machine does not run', () => {
    bench.socket.hello(0, 0, false);
    expect(bench.connection.sendInput(text('a'))).toBe(false);
  });

  it('cuts a large paste into frames that the server takes, losing nothing', () => {
    bench.socket.hello(0, 0);
    const paste = Uint8Array.from({ length: 2.5 * MAX_INPUT_FRAME_BYTES }, (_, index) => index % 251);
    bench.connection.sendInput(paste);
    const frames = bench.socket.frames as Uint8Array[];
    expect(frames.map((frame) => frame.length)).toEqual([65_536, 65_536, 32_768]);
    expect(concat(frames)).toEqual(paste);
  });

  it('keeps answers to replayed questions to itself', () => {
    bench.terminal.lazy = true;
    bench.socket.hello(0, 4);
    bench.socket.bytes('\u001B[6nX');
    bench.connection.sendReply('\u001B[1;1R');
    expect(bench.socket.sent).toEqual([]);
    bench.terminal.parse(1);
    bench.connection.sendReply('\u001B[1;2R');
    expect(bench.socket.sent).toEqual([{ type: 'reply', data: '\u001B[1;2R' }]);
  });

  it('says that there was no room for input until the next input', () => {
    bench.socket.hello(0, 0);
    bench.socket.say({ type: 'refused', what: 'input', reason: 'full', holder: null });
    expect(bench.connection.snapshot.refusal).toMatchObject({ reason: 'full' });
    bench.connection.sendInput(new Uint8Array([3]));
    expect(bench.connection.snapshot.refusal).toBeNull();
  });

  it('keeps who is there, asks for the keyboard while live, and says what was refused until that changes', () => {
    const viewers = (holder: string | null) =>
      bench.socket.say({
        type: 'viewers',
        you: 'v-1',
        holder: holder === null ? null : { id: holder, name: 'Ben', away: false },
        list: [{ id: 'v-1', name: 'Anna', access: 'type' }],
        count: 1,
      });
    bench.connection.askKeyboard({ type: 'take' });
    bench.socket.hello(0, 0);
    viewers('v-2');
    bench.socket.say({ type: 'refused', what: 'input', reason: 'held', holder: 'Ben' });
    viewers('v-2');
    expect(bench.connection.snapshot.refusal).toMatchObject({ reason: 'held', holder: 'Ben' });
    bench.connection.askKeyboard({ type: 'take' });
    expect(bench.socket.sent).toContainEqual({ type: 'take' });
    viewers('v-1');
    expect(bench.connection.snapshot).toMatchObject({ refusal: null, viewers: { holder: { id: 'v-1' } } });
    bench.socket.say({ type: 'ended', offset: 0 });
    expect(bench.connection.snapshot.viewers).toBeNull();
  });

  it.each([
    [CLOSE.linkExpired, 'GUEST_LINK_EXPIRED'],
    [CLOSE.linkRevoked, 'GUEST_LINK_REVOKED'],
  ])('does not try again after %i', (code, known) => {
    bench.socket.hello(0, 0);
    bench.socket.end(code);
    expect(bench.connection.snapshot.phase).toMatchObject({ kind: 'failed', error: { code: known } });
    vi.advanceTimersByTime(60_000);
    expect(bench.sockets).toHaveLength(1);
  });

  it('tells a new window size once, and takes the size that another viewer chose', () => {
    bench.socket.hello(0, 0);
    bench.connection.resize({ cols: 80, rows: 24 });
    bench.connection.resize({ cols: 100, rows: 30 });
    bench.connection.resize({ cols: 100, rows: 30 });
    expect(bench.socket.sent).toEqual([{ type: 'resize', cols: 100, rows: 30 }]);
    bench.socket.say({ type: 'size', cols: 90, rows: 20 });
    expect(bench.connection.snapshot.size).toEqual({ cols: 90, rows: 20 });
    bench.socket.say({ type: 'primary', primary: true });
    expect(bench.connection.snapshot.primary).toBe(true);
  });
});
