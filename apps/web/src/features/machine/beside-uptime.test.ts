import { describe, expect, it } from 'vitest';
import { besideUptime } from './beside-uptime.ts';

describe('besideUptime', () => {
  it.each([
    ['Up 15 s, load 0.0, 17 MiB of 128 MiB in use, vec0 up', 'Load 0.0, 17 MiB of 128 MiB in use, vec0 up'],
    ['Up 1 h 3 min, load 0.0', 'Load 0.0'],
    ['Running for 0 s', ''],
    ['Paused for 3 min', ''],
    ['The work queue of the kernel is stuck. Running for 3 min', 'The work queue of the kernel is stuck.'],
    ['It was out of memory. Up 2 d 4 h, load 3.1', 'It was out of memory. Load 3.1'],
    ['The kernel is not up yet', 'The kernel is not up yet'],
  ])('%s', (sentence, expected) => {
    expect(besideUptime(sentence)).toBe(expected);
  });
});
