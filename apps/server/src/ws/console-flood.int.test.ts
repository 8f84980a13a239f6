import { createHash } from 'node:crypto';
import { consoleName, type MachineId } from '@umlaut/contracts/model';
import { ConsoleClient, bootGuest, startTestServer, type TestServer } from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** Made once in the guest and printed again and again. */
const LINES = 40_000;
const COPIES = 32;
const FILLER = 'abcdefghijklmnopqrstuvwxyz'.repeat(3).slice(0, 72);
const COPY = Buffer.from(Array.from({ length: LINES }, (_, n) => `${100_000 + n} ${FILLER}\n`).join(''));
const TOTAL = COPY.length * COPIES;
const BEGIN = '<begin>';
const LOG_MIB = 256;
const PAGE_BYTES = 1024 * 1024;
const CONSOLE = consoleName.parse('con1');

let server: TestServer;
let id: MachineId;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** One viewer over all its connections: every byte between the marks, hashed as it comes. */
class Watcher {
  readonly #hash = createHash('sha256');
  /** Offset of the next byte; null before the first connection. */
  position: number | null = null;
  skipped = 0;
  seen = 0;
  begin = 0;
  readonly #held: Promise<void> | null;
  #connections = 0;
  #tail = Buffer.alloc(0);
  #started = false;
  #counted = 0;
  readonly ended = Promise.withResolvers<void>();

  /** @param held it looks at nothing until then: the slowest of all */
  constructor(held: Promise<void> | null = null) {
    this.#held = held;
  }

  async connect(query = ''): Promise<ConsoleClient> {
    const from = this.position === null ? '' : `&from=${this.position}`;
    const socket = server.openSocket(`/api/v1/machines/${id}/consoles/con1?tail=0${from}${query}`);
    const connection = ++this.#connections;
    const client = new ConsoleClient(socket, {
      discardText: true,
      // What a lost connection had brought and nobody looked at comes again over the next.
      onBytes: (bytes, offset) => (connection === this.#connections ? this.#take(bytes, offset) : undefined),
      onMessage: (message) => {
        if (message.type !== 'skip' || connection !== this.#connections) return;
        this.skipped += message.to - message.from;
        this.position = message.to;
      },
    });
    await client.hello;
    if (this.position === null) {
      this.position = client.position;
      this.begin = client.position;
    }
    return client;
  }

  get digest(): string {
    return this.#hash.copy().digest('hex');
  }

  get counted(): number {
    return this.#counted;
  }

  #take(bytes: Buffer, offset: number): void | Promise<void> {
    // Doubled or reordered bytes would not continue where the last ones ended.
    expect(offset).toBe(this.position);
    this.position = offset + bytes.length;
    this.seen += bytes.length;
    this.#count(bytes);
    return this.#held ?? undefined;
  }

  #count(bytes: Buffer): void {
    let rest: Buffer = bytes;
    if (!this.#started) {
      const seen = Buffer.concat([this.#tail, bytes]);
      const at = seen.indexOf(BEGIN);
      this.#tail = seen.subarray(-BEGIN.length);
      if (at < 0) return;
      this.#started = true;
      rest = seen.subarray(at + BEGIN.length);
    }
    const part = rest.subarray(0, TOTAL - this.#counted);
    this.#hash.update(part);
    this.#counted += part.length;
    if (this.#counted === TOTAL) this.ended.resolve();
  }
}

it('loses, doubles and reorders nothing over 100 MB: three viewers, a reload and a killed server in the middle', async () => {
  const guest = await bootGuest(server, 'flood', { consoleLogMiB: LOG_MIB });
  ({ id } = guest);
  await guest.run(
    `seq 100000 ${100_000 + LINES - 1} | sed 's/$/ ${FILLER}/' >/tmp/once; test $(wc -c </tmp/once) = ${COPY.length} && echo made`,
  );
  const expected = createHash('sha256');
  for (let copy = 0; copy < COPIES; copy++) expected.update(COPY);
  const digest = expected.digest('hex');

  const [quick, reloaded] = [new Watcher(), new Watcher()];
  const slow = new Watcher(quick.ended.promise);
  const first = await quick.connect('&lossless=1');
  let second = await reloaded.connect('&lossless=1');
  const third = await slow.connect();
  // No change of line ends, so that what comes is what the guest wrote; the marks are not in the command's echo.
  guest.shell.type(
    `stty -opost; printf '<be''gin>'; for i in $(seq ${COPIES}); do cat /tmp/once; done; printf '<end-%s>' $((6*7)); stty opost\r`,
  );

  // A reload in the middle: the connection drops without a word and goes on where it was.
  await expect.poll(() => reloaded.counted, { timeout: 60_000, interval: 20 }).toBeGreaterThan(TOTAL / 8);
  second[Symbol.dispose]();
  await second.closed;
  second = await reloaded.connect('&lossless=1');

  // The server dies; guest and monitor go on.
  await expect.poll(() => quick.counted, { timeout: 60_000, interval: 20 }).toBeGreaterThan(TOTAL / 3);
  await server.kill9();
  await Promise.all([first.closed, second.closed, third.closed]);
  await server.restart();
  await Promise.all([quick.connect('&lossless=1'), reloaded.connect('&lossless=1'), slow.connect()]);

  await quick.ended.promise;
  await reloaded.ended.promise;
  expect(quick.digest).toBe(digest);
  expect(reloaded.digest).toBe(digest);
  expect(quick.skipped + reloaded.skipped).toBe(0);

  // The slow one saw the rest, or was told how much it missed, to the byte; and what it missed is in the log.
  const end = async (): Promise<number> => (await server.api.consoles.history({ id, console: CONSOLE })).end;
  await expect.poll(async () => slow.position === (await end()), { timeout: 60_000 }).toBe(true);
  expect(slow.seen + slow.skipped).toBe((await end()) - slow.begin);
  expect(await digestOfLog()).toBe(digest);
}, 240_000);

/** What the log has between the marks, read page by page as somebody would who pages back. */
async function digestOfLog(): Promise<string> {
  const kept = createHash('sha256');
  const target = { id, console: CONSOLE };
  const { oldest, end } = await server.api.consoles.history(target);
  let counted: number | null = null;
  for (let from = oldest; from < end && (counted ?? 0) < TOTAL;) {
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    const page = await server.api.consoles.passage({ ...target, from, maxBytes: PAGE_BYTES });
    let bytes: Buffer = Buffer.from(page.bytes, 'base64');
    from = page.offset + bytes.length;
    if (counted === null) {
      const at = bytes.indexOf(BEGIN);
      if (at < 0) continue;
      bytes = bytes.subarray(at + BEGIN.length);
      counted = 0;
    }
    const part = bytes.subarray(0, TOTAL - counted);
    kept.update(part);
    counted += part.length;
  }
  return kept.digest('hex');
}
