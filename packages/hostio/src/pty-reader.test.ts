import { spawn } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { PtyReader, openPty } from './index.ts';

const owned = new Set<number>();
const readers: PtyReader[] = [];
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
  for (const fd of owned) closeSync(fd);
  owned.clear();
});

interface Opened {
  slave: number;
  reader: PtyReader;
  pieces: string[];
  quiets: () => number;
  ends: () => number;
}

function open(): Opened {
  const { master, path } = openPty(80, 24);
  owned.add(master);
  const slave = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  owned.add(slave);
  const pieces: string[] = [];
  let quiets = 0;
  let ends = 0;
  const reader = new PtyReader(master, {
    onBytes: (bytes) => pieces.push(Buffer.from(bytes).toString('latin1')),
    onQuiet: () => (quiets += 1),
    onEnd: () => (ends += 1),
  });
  readers.push(reader);
  return { slave, reader, pieces, quiets: () => quiets, ends: () => ends };
}

/** Lets the event loop look at its descriptors. */
async function turn(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Writes lines to a slave as a program does, one write(2) for each. */
async function writeLines(slave: number, count: number): Promise<void> {
  const script = `stty raw; i=0; while [ $i -lt ${count} ]; do echo "line $i"; i=$((i+1)); done`;
  const child = spawn('sh', ['-c', script], { stdio: [slave, slave, slave] });
  await once(child, 'exit');
}

describe('PtyReader', () => {
  it('hands out at once what comes, and never calls it quiet', async () => {
    const { slave, pieces, quiets } = open();
    writeSync(slave, 'one');
    await expect.poll(() => pieces).toEqual(['one']);
    writeSync(slave, 'two');
    await expect.poll(() => pieces.join('')).toBe('onetwo');
    await turn();
    expect(quiets()).toBe(0);
  });

  it('gathers a burst into few pieces, complete and in order, and says when nothing more comes', async () => {
    const { slave, reader, pieces, quiets } = open();
    reader.gathers = true;
    const startedAt = performance.now();
    await writeLines(slave, 20_000);
    const expected = Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join('');
    await expect.poll(() => pieces.join('')).toBe(expected);
    expect(pieces.length).toBeLessThan(5 * (performance.now() - startedAt) + 10);
    await expect.poll(quiets).toBeGreaterThan(0);
  });

  it('reads at once again when a burst is over, and by a thread when the next one comes', async () => {
    const { slave, reader, pieces, quiets } = open();
    for (const word of ['first', 'second', 'third']) {
      reader.gathers = true;
      const before = quiets();
      writeSync(slave, word);
      await expect.poll(() => pieces.at(-1)).toBe(word);
      await expect.poll(quiets).toBeGreaterThan(before);
      reader.gathers = false;
      await turn();
      const settled = quiets();
      writeSync(slave, 'key');
      await expect.poll(() => pieces.at(-1)).toBe('key');
      expect(quiets()).toBe(settled);
    }
  });

  it('loses nothing while JavaScript takes nothing', async () => {
    const { slave, reader, pieces } = open();
    reader.gathers = true;
    const child = spawn('sh', ['-c', 'stty raw; seq 1 60000'], { stdio: [slave, slave, slave] });
    const isOver = once(child, 'exit');
    await expect.poll(() => pieces.length).toBeGreaterThan(0);
    const blockedUntil = performance.now() + 200;
    while (performance.now() < blockedUntil);
    await isOver;
    const expected = Array.from({ length: 60_000 }, (_, i) => `${i + 1}\n`).join('');
    await expect.poll(() => pieces.join('').length).toBe(expected.length);
    expect(pieces.join('') === expected).toBe(true);
  });

  it('is closed in the middle of a burst, and ended by it', async () => {
    const closed = open();
    closed.reader.gathers = true;
    const child = spawn('sh', ['-c', 'stty raw; yes'], { stdio: [closed.slave, closed.slave, closed.slave] });
    await expect.poll(() => closed.pieces.length).toBeGreaterThan(3);
    closed.reader.close();
    const { length } = closed.pieces;
    await turn();
    expect(closed.pieces.length).toBe(length);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const ended = open();
    ended.reader.gathers = true;
    writeSync(ended.slave, 'last');
    closeSync(ended.slave);
    owned.delete(ended.slave);
    await expect.poll(ended.ends).toBe(1);
    expect(ended.pieces.join('')).toBe('last');
  });

  it('tells the end once, after the last byte', async () => {
    const { slave, pieces, ends } = open();
    writeSync(slave, 'last');
    closeSync(slave);
    owned.delete(slave);
    await expect.poll(ends).toBe(1);
    expect(pieces.join('')).toBe('last');
    await turn();
    expect(ends()).toBe(1);
  });

  it('calls nothing back once it is closed, even within a call', async () => {
    const within = open();
    within.pieces.push = () => {
      within.reader.close();
      return 0;
    };
    writeSync(within.slave, 'seen');
    closeSync(within.slave);
    owned.delete(within.slave);
    const { slave, reader, pieces } = open();
    reader.close();
    reader.close();
    reader.gathers = true;
    writeSync(slave, 'unseen');
    await turn();
    expect(pieces).toEqual([]);
    expect(within.ends()).toBe(0);
  });

  it('refuses what cannot be waited for', () => {
    const file = openSync('/proc/self/status', 'r');
    owned.add(file);
    for (const fd of [-1, file]) {
      expect(() => new PtyReader(fd, { onBytes: () => {}, onQuiet: () => {}, onEnd: () => {} })).toThrow(
        /openPtyReader/,
      );
    }
  });
});
