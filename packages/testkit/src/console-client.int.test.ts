import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { consoleName } from '@umlaut/contracts/model';
import { CLOSE } from '@umlaut/contracts/ws';
import { parseConsoleQuery, serveHistory, viewerSocketFromWs } from '@umlaut/core/console';
import { machinePaths } from '@umlaut/core/machine';
import type { MonitorClient } from '@umlaut/core/monitor-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { ConsoleClient, type ConsoleClientOptions } from './console-client.ts';
import { createTestMachine, type TestMachine } from './test-machine.ts';

const CON0 = consoleName.parse('con0');
const CON1 = consoleName.parse('con1');
const FLOOD_MIB = 32;
const SIZE = FLOOD_MIB * 1_048_576;
/** The guard's longest wait is a second; more silence than this means that nothing woke UML up. */
const STALL_MS = 3_000;

let machine: TestMachine;
let monitor: MonitorClient;

beforeAll(async () => {
  machine = await createTestMachine({ memoryMiB: 512, consoleLogLimitBytes: 256 * 1_048_576 });
  monitor = await machine.launch();
});

afterAll(async () => {
  monitor.close();
  await machine[Symbol.asyncDispose]();
});

async function open(
  name = CON1,
  query: Record<string, string> = {},
  options: ConsoleClientOptions = {},
): Promise<ConsoleClient> {
  const client = new ConsoleClient(monitor.openConsole(name, new URLSearchParams(query)), options);
  await client.hello;
  return client;
}

/** A shell on con1 that echoes nothing, so that what comes back is only what commands print. */
async function openShell(query: Record<string, string> = {}): Promise<ConsoleClient> {
  const shell = await open(CON1, query);
  const marker = randomBytes(4).toString('hex');
  shell.type(`stty -echo; PS1= ; echo ${marker.slice(0, 4)}''${marker.slice(4)}\n`);
  await shell.expect(new RegExp(`${marker}\r\n`), 60_000);
  return shell;
}

interface Recording {
  client: ConsoleClient;
  bytes: Buffer[];
}

/** Viewers that attach in turn do not begin at the same byte: the prompt may come in between. */
function firstOffset(client: ConsoleClient): number {
  return client.messagesOf('hello')[0]?.offset ?? 0;
}

/** Everything that a viewer gets, with the skipped ranges filled with zeros. */
function contents({ client, bytes }: Recording): Buffer {
  const all = Buffer.concat(bytes);
  const pieces: Buffer[] = [];
  let taken = 0;
  let at = firstOffset(client);
  for (const { from, to } of client.messagesOf('skip')) {
    pieces.push(all.subarray(taken, taken + from - at), Buffer.alloc(to - from));
    taken += from - at;
    at = to;
  }
  return Buffer.concat([...pieces, all.subarray(taken)]);
}

async function record(
  pauseMs: number,
  query: Record<string, string> = { tail: '0', lossless: '1' },
): Promise<Recording> {
  const bytes: Buffer[] = [];
  const client = await open(CON1, query, {
    discardText: true,
    onBytes: (piece) => {
      bytes.push(piece);
      return pauseMs === 0 ? undefined : delay(pauseMs);
    },
  });
  return { client, bytes };
}

async function reached({ client }: Recording, offset: number): Promise<void> {
  await expect.poll(() => client.position, { timeout: 60_000 }).toBeGreaterThanOrEqual(offset);
}

function md5(bytes: Buffer | string): string {
  return createHash('md5').update(bytes).digest('hex');
}

describe('a console of a real machine', () => {
  it('shows the boot from the first byte of the first run', async () => {
    using client = await open(CON0, { from: '0' });
    expect(await client.hello).toMatchObject({ console: 'con0', oldest: 0, offset: 0, live: true });
    await client.expect(/^Core dump limits :/);
    await client.expect(/Linux version 6\./);
    expect(client.messagesOf('boot')).toEqual([
      { type: 'boot', offset: 0, at: expect.any(String) as string },
    ]);
  });

  it('gives the guest the window size of whoever set it last, and tells the others', async () => {
    using shell = await openShell({ cols: '100', rows: '30' });
    using other = await open();
    shell.type('stty size\n');
    await shell.expect(/^30 100\r\n/m);
    other.resize(132, 43);
    await expect.poll(() => shell.messagesOf('size')).toEqual([{ type: 'size', cols: 132, rows: 43 }]);
    shell.type('stty size\n');
    await shell.expect(/^43 132\r\n/m);
    const watcher = "trap 'echo changed; stty size' WINCH; echo rea''dy; while :; do sleep 0.1; done";
    shell.type(`sh -c ${JSON.stringify(watcher)}\n`);
    await shell.expect(/ready\r\n/);
    other.resize(81, 25);
    await shell.expect(/changed\r\n25 81\r\n/);
    shell.type('\u0003');
    shell.type("echo do''ne\n");
    await shell.expect(/done\r\n/);
  });

  it('delivers every byte that is typed, from two viewers at once', async () => {
    using shell = await openShell();
    using other = await open();
    const line = (i: number): string => `${String(i).padStart(6, '0')} ${'x'.repeat(40)}\n`;
    const lines = Array.from({ length: 200 }, (_, i) => line(i));
    shell.type("echo rea''dy; head -n 400 > /tmp/typed; sort /tmp/typed | md5sum\n");
    await shell.expect(/ready\r\n/);
    for (const text of lines) {
      shell.type(text);
      other.type(text);
    }
    const expected = createHash('md5')
      .update(lines.flatMap((text) => [text, text]).join(''))
      .digest('hex');
    const [, hash] = await shell.expect(/([0-9a-f]{32}) {2}-/, 60_000);
    expect(hash).toBe(expected);
  });

  it('stays usable after a paste into a shell that is longer than a terminal holds', async () => {
    using shell = await openShell();
    const lines = Array.from({ length: 160 }, (_, i) => `: ${i} ${'x'.repeat(50)}\n`);
    shell.type(`${lines.join('')}echo pas''ted\n`);
    await shell.expect(/pasted\r\n/, 60_000);
    shell.type("echo ali''ve\n");
    await expect(shell.expect(/alive\r\n/)).resolves.toBeTruthy();
  });

  it(`carries ${FLOOD_MIB} MiB to viewers of different speed, complete, in order and without a stall`, async () => {
    using shell = await openShell();
    shell.type(`dd if=/dev/urandom of=/tmp/flood bs=1M count=${FLOOD_MIB} 2>/dev/null; md5sum /tmp/flood\n`);
    const [, hash] = await shell.expect(/([0-9a-f]{32}) {2}\/tmp\/flood/, 60_000);

    const start = shell.position;
    let longestSilence = 0;
    let last = Number.POSITIVE_INFINITY;
    const [fast, slow, parting] = [await record(0), await record(20, { tail: '0' }), await record(0)];
    let ending = '';
    using pulse = await open(
      CON1,
      { tail: '0' },
      {
        discardText: true,
        onBytes: (bytes) => {
          longestSilence = Math.max(longestSilence, performance.now() - last);
          last = performance.now();
          ending = (ending + bytes.subarray(-20).toString('latin1')).slice(-20);
        },
      },
    );
    shell.type("stty raw; echo fl''ood:; cat /tmp/flood; echo fl''ood end; stty -raw\n");

    await expect.poll(() => parting.client.position - start, { timeout: 90_000 }).toBeGreaterThan(SIZE / 3);
    parting.client[Symbol.dispose]();
    await parting.client.closed;
    const returned = await record(0, { from: String(parting.client.position), lossless: '1' });
    expect((await returned.client.hello).offset).toBe(parting.client.position);

    await expect.poll(() => ending, { timeout: 150_000 }).toContain('flood end\n');
    expect(longestSilence).toBeLessThan(STALL_MS);
    const end = pulse.position;
    await Promise.all([fast, slow, returned].map((each) => reached(each, end)));

    const seen = contents(fast);
    const flood = firstOffset(fast.client) + seen.indexOf('flood:\n') + 'flood:\n'.length;
    const floodHash = (bytes: Buffer, { client }: Recording): string =>
      md5(bytes.subarray(flood - firstOffset(client), flood - firstOffset(client) + SIZE));
    expect(fast.client.messagesOf('skip')).toEqual([]);
    expect(floodHash(seen, fast)).toBe(hash);
    expect(floodHash(Buffer.concat([contents(parting), contents(returned)]), parting)).toBe(hash);
    const late = contents(slow);
    for (const { from, to } of slow.client.messagesOf('skip')) {
      const missed = seen.subarray(from - firstOffset(fast.client), to - firstOffset(fast.client));
      late.set(missed, from - firstOffset(slow.client));
    }
    expect(floodHash(late, slow)).toBe(hash);
    for (const { client } of [fast, slow, returned]) client[Symbol.dispose]();
  }, 300_000);

  it('ends with the machine, and its history is what the viewers saw', async () => {
    const bytes: Buffer[] = [];
    const client = await open(CON0, { from: '0' }, { discardText: true, onBytes: (b) => void bytes.push(b) });
    await monitor.command({ command: 'power-off' });
    expect(await client.closed).toMatchObject({ code: CLOSE.ended });
    expect(client.messages.at(-1)).toEqual({ type: 'ended', offset: client.position });

    const dir = machinePaths(machine.home.home, machine.spec.machineId).consoleDir(CON0);
    const socketPath = join(machine.home.root, 'history.sock');
    const server = createServer();
    const sockets = new WebSocketServer({ server, perMessageDeflate: false });
    sockets.on('connection', (ws, request) => {
      const query = parseConsoleQuery(new URL(request.url ?? '', 'ws://x').searchParams);
      serveHistory({ dir, name: CON0, socket: viewerSocketFromWs(ws), query });
    });
    server.listen(socketPath);
    try {
      const past: Buffer[] = [];
      const history = await ConsoleClient.connect(`ws+unix:${socketPath}:/?from=0`, {
        onBytes: (piece) => void past.push(piece),
      });
      expect((await history.hello).live).toBe(false);
      expect(await history.closed).toMatchObject({ code: CLOSE.ended });
      expect(Buffer.concat(past).equals(Buffer.concat(bytes))).toBe(true);
      expect(history.messagesOf('boot')).toHaveLength(1);
    } finally {
      sockets.close();
      server.close();
    }
  });
});
