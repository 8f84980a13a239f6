import { describe, expect, it } from 'vitest';
import { parseStartArguments } from './start-arguments.ts';

describe('parseStartArguments', () => {
  it('reads where to listen, where to keep things and whom to run as', () => {
    const words = ['--socket', '/run/f.sock', '--state-dir', '/var/f'];
    const paths = { socketPath: '/run/f.sock', stateDir: '/var/f' };
    expect(parseStartArguments(words)).toEqual({ account: null, ...paths });
    expect(parseStartArguments([...words, '--run-as', '1000:100'])).toEqual({
      account: { uid: 1000, gid: 100 },
      ...paths,
    });
  });

  it.each([
    [[]],
    [['--socket', '/a']],
    [['--socket', '/a', '--state-dir', '/b', 'more']],
    [['--socket', '/a', '--state-dir', '/b', '--run-as', 'root']],
    [['--socket', '/a', '--state-dir', '/b', '--what']],
  ])('refuses %j with the usage', (words) => {
    expect(() => parseStartArguments(words)).toThrow('Usage: fabric');
  });
});
