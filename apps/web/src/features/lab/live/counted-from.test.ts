import type { FrameCounters } from '@umlaut/contracts/model';
import { afterEach, expect, it } from 'vitest';
import { countFromNow, countFromStart, countedFrom, noteReading, since } from './counted-from.ts';

const counters = (frames: number, drops: FrameCounters['drops'] = {}): FrameCounters => ({
  frames,
  bytes: frames * 100,
  drops,
});

afterEach(() => countFromStart(['link']));

it('takes off what was counted before', () => {
  expect(since(counters(10, { loss: 4 }), counters(15, { loss: 6, vlan: 1 }))).toEqual({
    frames: 5,
    bytes: 500,
    drops: { loss: 2, vlan: 1 },
  });
  expect(since(undefined, counters(15))).toEqual(counters(15));
  // They began anew: nothing is below zero.
  expect(since(counters(10), counters(3))).toEqual(counters(3));
});

it('counts from now, and from the start again', () => {
  countFromNow([{ key: 'link', counters: [counters(10), counters(3)] }], 1000);
  expect(countedFrom('link')).toMatchObject({ at: 1000 });
  noteReading('link', [counters(11), counters(3)]);
  expect(countedFrom('link')?.counters[0]).toEqual(counters(10));
  countFromStart(['link']);
  expect(countedFrom('link')).toBeNull();
});

it.each([
  ['frames', [counters(10), counters(2)]],
  ['drops', [counters(10, { loss: 1 }), counters(3)]],
] as const)(
  'forgets where it began when %s were counted anew by a network that was restarted',
  (_, reading) => {
    countFromNow([{ key: 'link', counters: [counters(10, { loss: 4 }), counters(3)] }], 1000);
    noteReading('link', reading);
    expect(countedFrom('link')).toBeNull();
  },
);
