import { CLOSE, type XrayFrame } from '@umlaut/contracts/ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePage } from '../../live/socket.fixture.ts';
import { XrayConnection } from './xray-connection.ts';
import { NOTHING_SEEN } from './xray-state.ts';
import { pointFixture, xrayFixture } from './xray.fixture.ts';

class Bench extends FakePage {
  readonly connection: XrayConnection;

  constructor() {
    super();
    this.connection = new XrayConnection({
      url: 'ws://host/xray',
      memory: NOTHING_SEEN,
      openSocket: this.openSocket,
      isHidden: this.isHidden,
      onPage: this.onPage,
    });
    this.connection.start();
  }

  hello(): void {
    this.frame({ type: 'hello', history: [pointFixture(-30), pointFixture(-15)], latest: null });
  }

  look(second: number): void {
    this.frame({ type: 'look', xray: xrayFixture(second), point: pointFixture(second) });
  }

  frame(frame: XrayFrame): void {
    this.socket.say(JSON.stringify(frame));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('XrayConnection', () => {
  it('puts history and looks together', () => {
    const bench = new Bench();
    expect(bench.connection.snapshot.phase.kind).toBe('connecting');
    bench.hello();
    expect(bench.connection.snapshot.phase.kind).toBe('live');
    bench.look(0);
    bench.look(1);
    const { entries, sample, look } = bench.connection.snapshot;
    expect(entries).toHaveLength(4);
    expect(sample?.uptimeSeconds).toBe(61);
    expect(look?.health.level).toBe('good');
  });

  it('keeps the identity of what stayed the same', () => {
    const bench = new Bench();
    bench.hello();
    bench.look(0);
    const before = bench.connection.snapshot.sample;
    bench.look(1);
    const after = bench.connection.snapshot.sample;
    expect(after).not.toBe(before);
    expect(after?.facts).toBe(before?.facts);
  });

  it('keeps the last sample when the guest answers no more', () => {
    const bench = new Bench();
    bench.hello();
    bench.look(0);
    bench.frame({ type: 'look', xray: { ...xrayFixture(1), sample: null }, point: null });
    const { entries, sample, look } = bench.connection.snapshot;
    expect(look?.sample).toBeNull();
    expect(sample).not.toBeNull();
    expect(entries).toHaveLength(3);
  });

  it('passes over what it does not understand', () => {
    const bench = new Bench();
    bench.hello();
    bench.socket.say('{"type":"new"}');
    bench.socket.say('{');
    expect(bench.connection.snapshot.phase.kind).toBe('live');
  });

  it('says that the machine is gone, and keeps what was seen', () => {
    const bench = new Bench();
    bench.hello();
    bench.look(0);
    bench.socket.end(CLOSE.notFound);
    expect(bench.connection.snapshot.phase).toMatchObject({ kind: 'failed', error: { code: 'NOT_FOUND' } });
    expect(bench.connection.snapshot.sample).not.toBeNull();
  });
});
