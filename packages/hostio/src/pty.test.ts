import { spawn, execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { openPty, resizePty } from './index.ts';

const open: number[] = [];
afterEach(() => {
  for (const fd of open.splice(0)) closeSync(fd);
});

function openTestPty(cols: number, rows: number): { master: number; path: string } {
  const pty = openPty(cols, rows);
  open.push(pty.master);
  return pty;
}

function sizeOf(path: string): string {
  return execFileSync('stty', ['size', '-F', path], { encoding: 'utf8' }).trim();
}

describe('openPty', () => {
  it('has the window size from the start', () => {
    expect(sizeOf(openTestPty(132, 43).path)).toBe('43 132');
  });

  it('follows resizePty', () => {
    const pty = openTestPty(80, 24);
    resizePty(pty.master, 200, 50);
    expect(sizeOf(pty.path)).toBe('50 200');
  });

  it('carries bytes from slave to master and says EAGAIN instead of waiting', () => {
    const { master, path } = openTestPty(80, 24);
    const slave = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
    open.push(slave);
    const buffer = Buffer.alloc(64);
    expect(() => readSync(master, buffer)).toThrow(expect.objectContaining({ code: 'EAGAIN' }));
    writeSync(slave, 'hello');
    expect(buffer.toString('latin1', 0, readSync(master, buffer))).toBe('hello');
  });

  it('leaks no master into child processes', async () => {
    openTestPty(80, 24);
    openTestPty(80, 24);
    const child = spawn('ls', ['-l', '/proc/self/fd'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [listing] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect(listing).toContain('/proc/');
    expect(listing).not.toContain('ptmx');
  });

  it('refuses to resize what is no terminal', () => {
    const fd = openSync('/dev/null', 'r');
    open.push(fd);
    expect(() => resizePty(fd, 80, 24)).toThrow(expect.objectContaining({ code: 'ENOTTY' }));
  });
});
