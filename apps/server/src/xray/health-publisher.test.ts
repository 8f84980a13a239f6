import { machineId, type GuestHealth } from '@umlaut/contracts/model';
import { serverEvent } from '@umlaut/contracts/ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventStream } from '../events/event-stream.ts';
import { HealthPublisher } from './health-publisher.ts';

const [one, two] = [machineId.parse('m-aaaaaaaaaa'), machineId.parse('m-bbbbbbbbbb')];
const good = (sentence: string): GuestHealth => ({ level: 'good', sentence, reasons: [] });
const bad: GuestHealth = { level: 'bad', sentence: 'Out of memory', reasons: [] };

let heard: string[][];
let publisher: HealthPublisher;
beforeEach(() => {
  vi.useFakeTimers();
  const events = new EventStream();
  heard = [];
  events.subscribe({
    onEvent: () => {},
    onSample: (json) => {
      const event = serverEvent.parse(JSON.parse(json));
      if (event.type === 'health') heard.push(event.items.map(({ id, sentence }) => `${id}: ${sentence}`));
    },
  });
  publisher = new HealthPublisher(events);
});
afterEach(() => {
  publisher.close();
  vi.useRealTimers();
});

describe('HealthPublisher', () => {
  it('tells a new verdict soon, with others of that moment', () => {
    publisher.note(one, good('Up 1 s'));
    publisher.note(two, bad);
    vi.advanceTimersByTime(100);
    expect(heard).toEqual([[`${one}: Up 1 s`, `${two}: Out of memory`]]);
  });

  it('bundles what only changes in its figures, and leaves out what does not change', () => {
    publisher.note(one, good('Up 1 s'));
    publisher.note(two, good('Up 9 s'));
    vi.advanceTimersByTime(100);
    for (let second = 2; second < 6; second++) {
      publisher.note(one, good(`Up ${second} s`));
      publisher.note(two, good('Up 9 s'));
      vi.advanceTimersByTime(1000);
    }
    expect(heard.slice(1)).toEqual([[`${one}: Up 3 s`], [`${one}: Up 5 s`]]);
  });

  it('does not let a bundle hold up a new verdict', () => {
    publisher.note(one, good('Up 1 s'));
    vi.advanceTimersByTime(100);
    publisher.note(one, good('Up 2 s'));
    publisher.note(one, bad);
    vi.advanceTimersByTime(100);
    expect(heard.at(-1)).toEqual([`${one}: Out of memory`]);
  });

  it('forgets a machine that runs no more', () => {
    publisher.note(one, bad);
    publisher.forget(one);
    vi.advanceTimersByTime(3000);
    expect([heard, publisher.latest()]).toEqual([[], []]);
  });
});
