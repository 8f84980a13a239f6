import { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConsoleStream } from './console-stream.ts';
import { ReplyWatch } from '../terminal/reply-watch.ts';
import { createXtermPort } from './xterm-port.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

class Bench {
  readonly terminal = new Terminal({ cols: 40, rows: 10, allowProposedApi: true });
  readonly replies: string[] = [];
  readonly stream: ConsoleStream;
  #settle: () => void = () => {};

  constructor() {
    this.stream = new ConsoleStream(
      createXtermPort(this.terminal, (callback) => setTimeout(callback, 1)),
      () => {
        if (!this.stream.pending) this.#settle();
      },
    );
    const watch = new ReplyWatch(this.terminal.parser);
    this.terminal.onData((data) => {
      if (watch.isReply(data) && !this.stream.replaying) this.replies.push(data);
    });
  }

  async parsed(): Promise<void> {
    if (this.stream.pending) await new Promise<void>((resolve) => (this.#settle = resolve));
  }

  get screen(): string {
    const { active } = this.terminal.buffer;
    return Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true)).join(
      '\n',
    );
  }
}

it('answers only what the guest asks after the replay, to the byte', async () => {
  const bench = new Bench();
  const old = encode('abc\u001B[6n');
  bench.stream.hello(0, old.length);
  bench.stream.bytes(encode('abc\u001B[6n\r\nxy\u001B[6n'));
  await bench.parsed();
  expect(bench.replies).toEqual(['\u001B[2;3R']);
});

it('shows the same screen however the stream is cut and however often the connection is', async () => {
  const text = encode(
    'Grüße\r\n\u001B[31mrot\u001B[0m 漢字 \u001B[1;1H\u001B[K→\r\n\u001B[?1049hvi\u001B[?1049l$ 🙂 ende\r\n',
  );
  const whole = new Bench();
  whole.stream.hello(0, text.length);
  whole.stream.bytes(text);
  await whole.parsed();
  const cuts = fc.uniqueArray(fc.nat(text.length), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(cuts, fc.boolean(), async (places, reconnect) => {
      const bench = new Bench();
      bench.stream.hello(0, 0);
      let from = 0;
      for (const to of [...places.toSorted((a, b) => a - b), text.length]) {
        bench.stream.bytes(text.subarray(from, to));
        if (reconnect) bench.stream.hello(to, text.length);
        from = to;
      }
      await bench.parsed();
      expect(bench.screen).toBe(whole.screen);
      bench.terminal.dispose();
    }),
    { numRuns: 40 },
  );
});
