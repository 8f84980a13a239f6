import type { LabState } from '@umlaut/contracts/model';
import { CLOSE } from '@umlaut/contracts/ws';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SocketPhase } from '../../../live/reconnecting-socket.ts';
import { FakePage } from '../../../live/socket.fixture.ts';
import { connectLab } from './lab-connection.ts';

const STATE: LabState = {
  at: '2026-11-23T10:00:00.000Z',
  fabric: 'up',
  problem: null,
  links: [],
  switches: [],
  uplinks: [],
  remotes: [],
  nics: [],
};
const WORD = JSON.stringify({ type: 'state', state: STATE });

class Bench extends FakePage {
  readonly states: LabState[] = [];
  phase: SocketPhase = { kind: 'connecting' };
  busy = false;

  constructor() {
    super();
    connectLab({
      url: 'ws://host/lab',
      openSocket: this.openSocket,
      isHidden: this.isHidden,
      onPage: this.onPage,
      isBusy: () => this.busy,
      onState: (state) => this.states.push(state),
      onPhase: (phase) => {
        this.phase = phase;
      },
    }).start();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('tells the state of the lab, and nothing of what it does not understand', () => {
  const bench = new Bench();
  bench.socket.say('{"type":"new"}');
  bench.socket.say('{');
  expect(bench.states).toEqual([]);
  expect(bench.phase.kind).toBe('connecting');
  bench.socket.say(WORD);
  expect(bench.states).toEqual([STATE]);
  expect(bench.phase.kind).toBe('live');
});

it('reads nothing while a hand moves something, and is alive all the same', () => {
  const bench = new Bench();
  bench.socket.say(WORD);
  bench.busy = true;
  for (let second = 0; second < 30; second += 1) {
    vi.advanceTimersByTime(1_000);
    bench.socket.say(WORD);
  }
  expect(bench.states).toHaveLength(1);
  expect(bench.sockets).toHaveLength(1);
  expect(bench.phase.kind).toBe('live');
});

it('says that the lab is gone', () => {
  const bench = new Bench();
  bench.socket.end(CLOSE.notFound);
  expect(bench.phase).toMatchObject({ kind: 'failed', error: { code: 'LAB_NOT_FOUND' } });
});
