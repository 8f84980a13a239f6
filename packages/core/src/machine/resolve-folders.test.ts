import { describe, expect, it } from 'vitest';
import { resolveHome, resolveRuntimeRoot } from './resolve-folders.ts';

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
  it.each<[string, Record<string, string>, number, RegExp]>([
    [
      'what the environment says',
      { UMLAUT_RUNTIME_DIR: '/r', XDG_RUNTIME_DIR: '/run/user/1000' },
      1000,
      /^\/r$/,
    ],
    [
      'below the session of a person',
      { XDG_RUNTIME_DIR: '/run/user/1000' },
      1000,
      /^\/run\/user\/1000\/umlaut\/[0-9a-f]{8}$/,
    ],
    ['not below the session of root', { XDG_RUNTIME_DIR: '/run/user/0' }, 0, /^\/run\/umlaut\/[0-9a-f]{8}$/],
    ['in /tmp without a session', {}, 1000, /^\/tmp\/umlaut-1000\/[0-9a-f]{8}$/],
  ])('is %s', (_, env, uid, root) => {
    expect(resolveRuntimeRoot(env, '/srv/u', uid)).toMatch(root);
  });

  it('differs between homes and not between spellings of one', () => {
    expect(resolveRuntimeRoot({}, '/a', 0)).not.toBe(resolveRuntimeRoot({}, '/b', 0));
    expect(resolveRuntimeRoot({}, '/a', 0)).toBe(resolveRuntimeRoot({}, '/x/../a/', 0));
  });
});
