import { describe, expect, it } from 'vitest';
import { parseStartArguments } from './start-arguments.ts';

describe('parseStartArguments', () => {
  it('takes a launch file alone or with an account', () => {
    expect(parseStartArguments(['/m/launch.json'])).toEqual({ account: null, launchFile: '/m/launch.json' });
    expect(parseStartArguments(['--run-as', '999:995', '/m/launch.json'])).toEqual({
      account: { uid: 999, gid: 995 },
      launchFile: '/m/launch.json',
    });
  });

  it.each([
    [[]],
    [['--run-as', '0']],
    [['--run-as', 'a:b', '/x']],
    [['--run-as', '1:-1', '/x']],
    [['--help']],
    [['/a', '/b']],
    [['--run-as', '1:1', '/a', '/b']],
  ])('refuses %j', (words) => {
    expect(() => parseStartArguments(words)).toThrow('Usage');
  });
});
