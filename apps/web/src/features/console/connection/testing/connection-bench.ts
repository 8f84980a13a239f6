import { afterEach, beforeEach, vi } from 'vitest';
import { ConsoleConnection } from '../console-connection.ts';
import { FakeSocket } from './fake-socket.ts';
import { FakeTerminal } from './fake-terminal.ts';

/** A connection between a terminal and sockets that a test looks into. */
export class ConnectionBench {
  readonly terminal = new FakeTerminal();
  readonly sockets: FakeSocket[] = [];
  size: { cols: number; rows: number } | null = null;
  wake: (why: 'online' | 'visible') => void = () => {};
  readonly connection: ConsoleConnection;

  constructor(asleep = false) {
    this.connection = new ConsoleConnection({
      terminal: this.terminal,
      asleep,
      url: ({ from, size, tail }) =>
        `ws://host/console?${from === null ? '' : `from=${from}`}${size === null ? '' : `&cols=${size.cols}`}${tail === undefined ? '' : `&tail=${tail}`}`,
      openSocket: (url) => {
        const socket = new FakeSocket(url);
        this.sockets.push(socket);
        return socket;
      },
      claimSize: () => this.size,
      onWake: (callback) => {
        this.wake = callback;
        return () => {
          this.wake = () => {};
        };
      },
    });
  }

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (last === undefined) throw new Error('It has not connected yet');
    return last;
  }

  get phase(): string {
    return this.connection.snapshot.phase.kind;
  }
}

/** A bench for each test of a file, with the clock in the test's hands. */
export function withBench(take: (bench: ConnectionBench) => void): void {
  let bench: ConnectionBench;
  beforeEach(() => {
    vi.useFakeTimers();
    bench = new ConnectionBench();
    take(bench);
  });
  afterEach(() => {
    bench.connection.close();
    if (vi.getTimerCount() > 0) throw new Error('A closed connection left a timer behind');
    vi.useRealTimers();
  });
}
