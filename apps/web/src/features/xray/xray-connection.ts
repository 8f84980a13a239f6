import { replaceEqualDeep } from '@tanstack/react-query';
import { UmlautError } from '@umlaut/contracts/errors';
import type { Xray, XrayPoint } from '@umlaut/contracts/model';
import { xrayFrame, type XrayFrame } from '@umlaut/contracts/ws';
import { ReconnectingSocket, type SocketPage } from '../../live/reconnecting-socket.ts';
import { withMoment, withPoints } from './xray-history.ts';
import type { XrayMemory, XraySnapshot } from './xray-state.ts';

export interface XrayConnectionOptions extends SocketPage {
  url: string;
  /** What an earlier connection to the same machine learnt. */
  memory: XrayMemory;
}

/**
 * The live X-ray of one machine: puts what arrives together, and keeps what was seen when nothing arrives any more.
 */
export class XrayConnection {
  readonly #socket: ReconnectingSocket;
  readonly #listeners = new Set<() => void>();
  #snapshot: XraySnapshot;

  constructor({ memory, ...page }: XrayConnectionOptions) {
    this.#snapshot = { ...memory, phase: { kind: 'connecting' } };
    this.#socket = new ReconnectingSocket({
      ...page,
      gone: () => new UmlautError('NOT_FOUND', 'This machine is gone.'),
      onMessage: (data) => this.#onMessage(data),
      onPhase: (phase) => this.#update({ phase }),
    });
  }

  /** Connects, and stays connected until `stop`. */
  start(): void {
    this.#socket.start();
  }

  stop(): void {
    this.#socket.stop();
  }

  /** Changes identity whenever something in it changes; what stayed the same in it keeps its own. */
  get snapshot(): XraySnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects anew at once, e.g. when another sign shows that the server is back. */
  reconnect(): void {
    this.#socket.reconnect();
  }

  #onMessage(data: unknown): boolean {
    const frame = parseFrame(data);
    if (frame === null) return false;
    if (frame.type === 'look') {
      this.#look(frame.xray, frame.point);
      return true;
    }
    const entries = withPoints(this.#snapshot.entries, frame.history);
    const sample = frame.latest?.sample ?? this.#snapshot.sample;
    this.#update({ entries, look: frame.latest ?? this.#snapshot.look, sample });
    return true;
  }

  #look(xray: Xray, point: XrayPoint | null): void {
    const { look: before, sample, entries } = this.#snapshot;
    const look = replaceEqualDeep(before, xray);
    this.#update({
      look,
      sample: look.sample ?? sample,
      entries: point === null ? entries : withMoment(entries, point, look.sample),
    });
  }

  #update(change: Partial<XraySnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function parseFrame(data: unknown): XrayFrame | null {
  if (typeof data !== 'string') return null;
  try {
    return xrayFrame.parse(JSON.parse(data));
  } catch {
    return null;
  }
}
