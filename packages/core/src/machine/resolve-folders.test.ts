import { describe, expect, it } from 'vitest';
import { longestSocketPath } from './machine-paths.ts';
import { resolveHome, resolveRuntimeRoot } from './resolve-folders.ts';
import { MAX_SOCKET_PATH_BYTES } from './usable-path.ts';

describe('resolveHome', () => {
  it.each<[string, Record<string, string>, number, string]>([
    ['what the environment says', { UMLAUT_HOME: '/srv/u', HOME: '/home/a' }, 1000, '/srv/u'],
    ['/var/lib/umlaut for root', { HOME: '/root' }, 0, '/var/lib/umlaut'],
    ["a folder in a person's home", { HOME: '/home/a' }, 1000, '/home/a/.local/share/umlaut'],
    [
      'the default for an empty setting',
      { UMLAUT_HOME: '', HOME: '/home/a' },
      1000,
      '/home/a/.local/share/umlaut',
    ],
  ])('is %s', (_, env, uid, home) => {
    expect(resolveHome(env, uid)).toBe(home);
  });
});

describe('resolveRuntimeRoot', () => {
  const long = `/home/${'x'.repeat(80)}`;
  it.each([
    { where: 'what the environment says', env: { UMLAUT_RUNTIME_DIR: '/r' }, root: /^\/r$/ },
    {
      where: "in a person's home, also within a session",
      env: { XDG_RUNTIME_DIR: '/s' },
      root: /^\/srv\/u\/run$/,
    },
    { where: 'in /tmp when the home has a long path', home: long, root: /^\/tmp\/umlaut-1000\/[0-9a-f]{8}$/ },
    { where: 'in /run for root', uid: 0, root: /^\/run\/umlaut\/[0-9a-f]{8}$/ },
  ])('is $where', ({ env = {}, home = '/srv/u', uid = 1000, root }) => {
    const found = resolveRuntimeRoot(env, home, uid);
    expect(found).toMatch(root);
    expect(Buffer.byteLength(longestSocketPath(found))).toBeLessThanOrEqual(MAX_SOCKET_PATH_BYTES);
  });

  it('differs between homes and not between spellings of one', () => {
    expect(resolveRuntimeRoot({}, '/a', 0)).not.toBe(resolveRuntimeRoot({}, '/b', 0));
    expect(resolveRuntimeRoot({}, '/a', 0)).toBe(resolveRuntimeRoot({}, '/x/../a/', 0));
  });
});
