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

interface Piece {
  text: string;
  isQuiet: boolean;
}

function open(): { slave: number; reader: PtyReader; pieces: Piece[]; ends: () => number } {
  const { master, path } = openPty(80, 24);
  owned.add(master);
  const slave = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  owned.add(slave);
  const pieces: Piece[] = [];
  let ends = 0;
  const reader = new PtyReader(master, {
    onBytes: (bytes, isQuiet) => pieces.push({ text: Buffer.from(bytes).toString('latin1'), isQuiet }),
    onEnd: () => (ends += 1),
  });
  readers.push(reader);
  return { slave, reader, pieces, ends: () => ends };
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
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
    const { slave, pieces } = open();
    writeSync(slave, 'one');
    await expect.poll(() => pieces).toEqual([{ text: 'one', isQuiet: false }]);
    writeSync(slave, 'two');
    await expect.poll(() => textOf(pieces)).toBe('onetwo');
  });

  it('gathers a burst into few pieces, complete and in order, and says when nothing more comes', async () => {
    const { slave, reader, pieces } = open();
    reader.gathers = true;
    const startedAt = performance.now();
    await writeLines(slave, 20_000);
    const expected = Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join('');
    await expect.poll(() => textOf(pieces)).toBe(expected);
    expect(pieces.length).toBeLessThan(4 * (performance.now() - startedAt) + 10);
    writeSync(slave, 'and no more');
    await expect.poll(() => pieces.at(-1)).toEqual({ text: 'and no more', isQuiet: true });
    reader.gathers = false;
    writeSync(slave, 'key');
    await expect.poll(() => pieces.at(-1)).toEqual({ text: 'key', isQuiet: false });
  });

  it('tells the end once, after the last byte', async () => {
    const { slave, pieces, ends } = open();
    writeSync(slave, 'last');
    closeSync(slave);
    owned.delete(slave);
    await expect.poll(ends).toBe(1);
    expect(textOf(pieces)).toBe('last');
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
      expect(() => new PtyReader(fd, { onBytes: () => {}, onEnd: () => {} })).toThrow(/openPtyReader/);
    }
  });
});
