import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleName } from '@umlaut/contracts/model';
import { afterEach, beforeEach, vi } from 'vitest';
import { ConsoleHub } from '../console-hub.ts';
import { ConsoleLog } from '../console-log.ts';
import { parseConsoleQuery } from '../console-query.ts';
import { serveHistory } from '../serve-history.ts';
import { TestViewer } from './test-viewer.ts';

const CON1 = consoleName.parse('con1');

/** A hub over a log of its own, with what reached the guest. */
export class HubBench implements Disposable {
  input = '';
  /** How much input the guest takes before there is no room. */
  room = Infinity;
  readonly typed: string[] = [];
  readonly sizes: string[] = [];
  readonly #root = mkdtempSync(join(tmpdir(), 'console-hub-'));
  #log: ConsoleLog;
  #hub: ConsoleHub;

  constructor(limitBytes = 16_777_216) {
    this.#log = ConsoleLog.open(this.#folder, { limitBytes });
    this.#hub = this.#makeHub();
  }

  get hub(): ConsoleHub {
    return this.#hub;
  }

  get log(): ConsoleLog {
    return this.#log;
  }

  /** The end of one monitor and the start of the next, on the same log. */
  reopen(limitBytes: number): void {
    this.#log.close();
    this.#log = ConsoleLog.open(this.#folder, { limitBytes });
    this.#hub = this.#makeHub();
  }

  attach(query = ''): TestViewer {
    const viewer = new TestViewer();
    this.#hub.attach(viewer, parseConsoleQuery(new URLSearchParams(query)));
    return viewer;
  }

  history(query = ''): TestViewer {
    const socket = new TestViewer();
    serveHistory({
      dir: this.#folder,
      name: CON1,
      socket,
      query: parseConsoleQuery(new URLSearchParams(query)),
    });
    return socket;
  }

  push(bytes: Buffer | string): void {
    this.#hub.push(Buffer.from(bytes));
    vi.advanceTimersByTime(10);
  }

  [Symbol.dispose](): void {
    this.#log.close();
    rmSync(this.#root, { recursive: true, force: true });
  }

  get #folder(): string {
    return join(this.#root, 'con1');
  }

  #makeHub(): ConsoleHub {
    return new ConsoleHub({
      name: CON1,
      log: this.#log,
      writeInput: (bytes) => {
        this.input += Buffer.from(bytes).toString();
        return this.input.length < this.room;
      },
      onTyped: (name, bytes) => this.typed.push(`${name}: ${Buffer.from(bytes).toString()}`),
      resize: (cols, rows) => this.sizes.push(`${cols}x${rows}`),
      cols: 80,
      rows: 24,
    });
  }
}

/** A bench for each test of a file, with the clock in the test's hands. */
export function withHub(take: (bench: HubBench) => void): void {
  let bench: HubBench;
  beforeEach(() => {
    vi.useFakeTimers();
    bench = new HubBench();
    take(bench);
  });
  afterEach(() => {
    bench[Symbol.dispose]();
    vi.useRealTimers();
  });
}
