import { readdir, readFile, mkdtempDisposable, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BoundedLogFile } from './bounded-log-file.ts';

describe('BoundedLogFile', () => {
  it('goes on where an earlier server stopped, for its owner alone', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-log-');
    const path = join(dir.path, 'server.log');
    for (const line of ['one\n', 'two\n']) {
      using log = new BoundedLogFile(path, 1_000);
      log.write(line);
    }
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('keeps the newest lines in two files', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-log-');
    const path = join(dir.path, 'server.log');
    using log = new BoundedLogFile(path, 20);
    for (let number = 0; number < 50; number++) log.write(`line ${number}\n`);
    expect(await readdir(dir.path)).toEqual(['server.log', 'server.log.1']);
    const text = `${await readFile(`${path}.1`, 'utf8')}${await readFile(path, 'utf8')}`;
    expect(text).toMatch(/^(line \d+\n){4,6}$/);
    expect(text).toContain('line 49\n');
  });

  it('does not mind when it cannot write, or was closed', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-log-');
    const path = join(dir.path, 'server.log');
    const log = new BoundedLogFile(path, 5);
    log.write('first line\n');
    await rm(dir.path, { recursive: true });
    log.write('second\n');
    log.write('third\n');
    log[Symbol.dispose]();
    log.write('late\n');
    using full = new BoundedLogFile('/dev/full', 1_000);
    full.write('no room\n');
    expect(await readdir('/tmp')).not.toContain(dir.path);
  });
});
