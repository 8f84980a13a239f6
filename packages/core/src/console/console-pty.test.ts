import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { ConsolePty } from './console-pty.ts';

const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

interface Opened {
  pty: ConsolePty;
  text: () => string;
  nudges: () => number;
  reads: () => number;
  ended: Promise<void>;
}

/** A shell script with the slave as its terminal, in raw mode as UML would have it. */
function run(script: string): Opened {
  const ended = Promise.withResolvers<void>();
  let text = '';
  let nudges = 0;
  let reads = 0;
  const pty = new ConsolePty({
    cols: 80,
    rows: 24,
    onBytes: (bytes) => {
      reads += 1;
      text += Buffer.from(bytes).toString('latin1');
    },
    onEnd: ended.resolve,
    nudge: () => {
      nudges += 1;
    },
  });
  const { slaveFd } = pty;
  children.push(
    spawn('sh', ['-c', `stty raw -echo; printf ready; ${script}`], { stdio: [slaveFd, slaveFd, slaveFd] }),
  );
  pty.closeSlave();
  return { pty, text: () => text, nudges: () => nudges, reads: () => reads, ended: ended.promise };
}

function countPtyDescriptors(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return /^\/dev\/(ptmx|pts\/)/.test(readlinkSync(`/proc/self/fd/${fd}`));
    } catch {
      return false;
    }
  }).length;
}

describe('ConsolePty', () => {
  it('reads everything up to the last byte, then tells the end, once', async () => {
    const { pty, text, ended } = run('i=0; while [ $i -lt 2000 ]; do echo "line $i"; i=$((i+1)); done');
    await ended;
    expect(text()).toBe(`ready${Array.from({ length: 2_000 }, (_, i) => `line ${i}\n`).join('')}`);
    expect(() => pty.resize(10, 10)).not.toThrow();
    pty.write(Buffer.from('to nobody'));
    pty.close();
  });

  it('reads what comes line by line in a burst in pieces, each byte once', async () => {
    const startedAt = performance.now();
    const { pty, text, reads, ended } = run(
      'i=0; while [ $i -lt 60000 ]; do echo "line $i"; i=$((i+1)); done',
    );
    await ended;
    expect(text()).toBe(`ready${Array.from({ length: 60_000 }, (_, i) => `line ${i}\n`).join('')}`);
    // The first 16 kB of it line by line, and then a quarter of a millisecond at a time, or more.
    expect(reads()).toBeLessThan(4 * (performance.now() - startedAt) + 1_900);
    pty.close();
  }, 15_000);

  it('carries input and window sizes', async () => {
    const { pty, text, ended } = run('head -c 6 >/dev/null; stty size; read x; stty size');
    await expect.poll(text).toBe('ready');
    pty.write(Buffer.from('sixsix'));
    await expect.poll(text).toBe('ready24 80\n');
    pty.resize(132, 43);
    pty.write(Buffer.from('\n'));
    await ended;
    expect(text()).toBe('ready24 80\n43 132\n');
  });

  it('keeps long input in order and complete for a slow reader', async () => {
    const input = Buffer.from(Array.from({ length: 1_000 }, (_, i) => `${i}\n`).join(''));
    const { pty, text, ended } = run(`sleep 0.3; head -c ${input.length}`);
    await expect.poll(text).toBe('ready');
    pty.write(input);
    await ended;
    expect(text()).toBe(`ready${input.toString()}`);
  }, 15_000);

  it('refuses what does not fit its queue instead of growing or blocking', async () => {
    const { pty, text } = run('sleep 30');
    await expect.poll(text).toBe('ready');
    expect(pty.write(Buffer.alloc(200_000))).toBe(true);
    expect(pty.write(Buffer.alloc(800_000))).toBe(false);
    expect(pty.write(Buffer.alloc(10))).toBe(false);
    expect(pty.inputDropped).toBeGreaterThan(700_000);
    expect(pty.inputDropped).toBeLessThan(800_000);
    pty.close();
  });

  it('interrupts a long paste at once: what waits before the key is forgotten', async () => {
    const { pty, text } = run('cat -v');
    await expect.poll(text).toBe('ready');
    pty.write(Buffer.alloc(200_000, 'paste\n'));
    await expect.poll(() => text().length).toBeGreaterThan(100);
    pty.write(Buffer.of(0x03));
    await expect.poll(text, { timeout: 3_000 }).toMatch(/\^C$/);
    expect(text().length).toBeLessThan(20_000);
    pty.close();
  });

  it('nudges after a burst and not for single keys', async () => {
    const quiet = run('sleep 30');
    await expect.poll(quiet.text).toBe('ready');
    const burst = run('head -c 20000 /dev/zero; sleep 30');
    await expect.poll(burst.nudges).toBeGreaterThan(2);
    expect(quiet.nudges()).toBe(0);
    quiet.pty.close();
    burst.pty.close();
  });

  it('gives both descriptors back and reports nothing after close', async () => {
    const before = countPtyDescriptors();
    const { pty, text, ended } = run('sleep 30');
    let isEnded = false;
    void ended.then(() => (isEnded = true));
    await expect.poll(text).toBe('ready');
    pty.close();
    pty.close();
    await expect.poll(countPtyDescriptors).toBe(before);
    expect(isEnded).toBe(false);
    expect(() => pty.slaveFd).toThrow(/already closed/);
  });
});
