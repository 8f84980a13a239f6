import { imageId } from '@umlaut/contracts/model';
import { numberedEvent } from '@umlaut/contracts/ws';
import { describe, expect, it } from 'vitest';
import { EventStream, RING_CAPACITY } from './event-stream.ts';

const removed = { type: 'image.removed', id: imageId.parse('tiny') } as const;

describe('EventStream', () => {
  it('numbers events from 1 by 1 and sends the same to every listener', () => {
    const stream = new EventStream();
    const heard: string[][] = [[], []];
    for (const list of heard) stream.subscribe({ onEvent: (json) => list.push(json), onSample: () => {} });
    stream.publish(removed);
    stream.publish(removed);
    expect(heard[0]).toEqual(heard[1]);
    expect(heard[0]?.map((json) => numberedEvent.parse(JSON.parse(json)).seq)).toEqual([1, 2]);
    expect(stream.seq).toBe(2);
  });

  it('replays what a client missed within one run of the server only', () => {
    const stream = new EventStream();
    for (let count = 0; count < 3; count++) stream.publish(removed);
    expect(stream.replay(stream.epoch, 1)).toHaveLength(2);
    expect(stream.replay('another-run', 1)).toBeNull();
    expect(stream.replay(null, null)).toBeNull();
    expect(stream.replay(stream.epoch, 4)).toBeNull();
  });

  it('forgets beyond its capacity instead of leaving a gap', () => {
    const stream = new EventStream();
    for (let count = 0; count < RING_CAPACITY + 2; count++) stream.publish(removed);
    expect(stream.replay(stream.epoch, 1)).toBeNull();
    expect(stream.replay(stream.epoch, 2)).toHaveLength(RING_CAPACITY);
  });

  it('stops telling a listener that left', () => {
    const stream = new EventStream();
    const heard: string[] = [];
    const leave = stream.subscribe({ onEvent: (json) => heard.push(json), onSample: () => {} });
    expect(stream.hasListeners).toBe(true);
    leave();
    stream.publish(removed);
    expect(heard).toEqual([]);
    expect(stream.hasListeners).toBe(false);
  });
});
