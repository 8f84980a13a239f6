import { describe, expect, it } from 'vitest';
import { DEFAULT_PORT, readConfig } from './config.ts';

describe('readConfig', () => {
  it('listens on loopback when nothing is said', () => {
    const config = readConfig([], {});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: DEFAULT_PORT,
      allowedHosts: [],
    });
    expect(config.monitorPath).toMatch(/apps\/monitor\/dist\/monitor\.cjs$/);
  });

  it('prefers a flag to the environment', () => {
    expect(readConfig(['--port', '0'], { UMLAUT_PORT: '8000' }).port).toBe(0);
    expect(readConfig([], { UMLAUT_PORT: '8000' }).port).toBe(8000);
    expect(readConfig(['--home', '/srv/u'], { UMLAUT_HOME: '/other' }).home).toBe('/srv/u');
  });

  it('takes an empty variable as not set', () => {
    const config = readConfig([], { UMLAUT_PORT: '', UMLAUT_HOME: '', HOME: '/home/ada' });
    expect(config.port).toBe(DEFAULT_PORT);
    expect(config.home).toMatch(/umlaut$/);
  });

  it('splits the list of allowed hosts', () => {
    expect(readConfig([], { UMLAUT_ALLOWED_HOSTS: 'Lab.example, 10.0.0.1 ,' }).allowedHosts).toEqual([
      'lab.example',
      '10.0.0.1',
    ]);
  });

  it.each([
    [['--port', 'x'], {}, 'UMLAUT_PORT'],
    [['--port', '70000'], {}, 'UMLAUT_PORT'],
    [[], { UMLAUT_PORT: '-1' }, 'UMLAUT_PORT'],
    [[], { UMLAUT_LOG_LEVEL: 'loud' }, 'UMLAUT_LOG_LEVEL'],
  ])('names what is wrong: %j %j', (argv, env, field) => {
    expect(() => readConfig(argv, env)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', field }));
  });

  it('refuses an unknown flag with the flags that exist', () => {
    expect(() => readConfig(['--prot', '1'], {})).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('--port') }),
    );
  });
});
