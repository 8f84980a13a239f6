import { fromWireError, UmlautError } from '@umlaut/contracts/errors';
import {
  captureList,
  fabricDone,
  fabricFailure,
  fabricState,
  traceReport,
  type FabricCommand,
  type FabricConfig,
  type FabricState,
  type StartCapture,
  type TraceReport,
  type TraceRequest,
} from '@umlaut/contracts/fabric';
import { capture, type Capture, type CaptureId } from '@umlaut/contracts/model';
import { request, type IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { requestOverSocket, type SocketRequest } from '../process/index.ts';

const FABRIC = { name: 'network fabric', unreachable: 'FABRIC_UNREACHABLE' } as const;
const TIMEOUT_MS = 5_000;
/** A fabric ends a trace by itself before that. */
const TRACE_TIMEOUT_MS = 90_000;

/** A schema of the contract. */
interface Shape<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error };
}

/** Dispose to stop watching. */
export interface FabricWatch extends Disposable {
  close(): void;
}

/** Talks to the fabric over its Unix socket. Stateless but for what `watch` and `readCapture` return. */
export class FabricClient {
  readonly socketPath: string;

  constructor(socketPath: string) {
    this.socketPath = socketPath;
  }

  /** @throws UmlautError FABRIC_UNREACHABLE, DEADLINE_EXCEEDED */
  async state(): Promise<FabricState> {
    return this.#ask(fabricState, 'GET', '/v1/state');
  }

  /** @throws UmlautError FABRIC_STALE, FABRIC_UNREACHABLE, DEADLINE_EXCEEDED */
  async configure(config: FabricConfig): Promise<void> {
    await this.#ask(fabricDone, 'PUT', '/v1/config', { body: config });
  }

  /** @throws UmlautError as the fabric said */
  async command(command: FabricCommand): Promise<void> {
    await this.#ask(fabricDone, 'POST', '/v1/command', { body: command });
  }

  /** Follows frames until the trace is over, or `signal` ends it. @throws UmlautError as the fabric said */
  async trace(wanted: TraceRequest, signal: AbortSignal | undefined): Promise<TraceReport> {
    return this.#ask(traceReport, 'POST', '/v1/trace', {
      body: wanted,
      timeoutMs: TRACE_TIMEOUT_MS,
      signal,
    });
  }

  async captures(): Promise<Capture[]> {
    return (await this.#ask(captureList, 'GET', '/v1/captures')).items;
  }

  async startCapture(wanted: StartCapture): Promise<Capture> {
    return this.#ask(capture, 'POST', '/v1/captures', { body: wanted });
  }

  async stopCapture(id: CaptureId): Promise<Capture> {
    return this.#ask(capture, 'POST', `/v1/captures/${id}/stop`);
  }

  async removeCapture(id: CaptureId): Promise<void> {
    await this.#ask(fabricDone, 'DELETE', `/v1/captures/${id}`);
  }

  /**
   * Its file as pcapng, as far as it goes; with `follow`, on and on while the capture does. What comes may end with
   * FABRIC_UNREACHABLE.
   * @throws UmlautError FABRIC_UNREACHABLE, CAPTURE_NOT_FOUND
   */
  async readCapture(id: CaptureId, { follow }: { follow: boolean }): Promise<AsyncIterable<Buffer>> {
    const path = `/v1/captures/${id}/file${follow ? '?follow=1' : ''}`;
    return new Promise((resolve, reject) => {
      const call = request({ socketPath: this.socketPath, path, agent: false });
      call.on('error', (cause) => reject(unreachable(cause)));
      call.on('response', (response) => {
        if (response.statusCode === 200) return resolve(piecesOf(response));
        response.resume();
        reject(new UmlautError('CAPTURE_NOT_FOUND', 'There is no such capture any more.'));
      });
      call.end();
    });
  }

  /** Calls `onState` at once and each second, then `onClose` exactly once: the fabric ended, or cannot be reached. */
  watch(onState: (state: FabricState) => void, onClose: () => void): FabricWatch {
    const socket = new WebSocket(`ws+unix:${this.socketPath}:/v1/watch`, {
      perMessageDeflate: false,
      handshakeTimeout: TIMEOUT_MS,
    });
    // `close` follows; without a listener the error would end the process.
    socket.on('error', () => {});
    socket.on('message', (data) => {
      const state = fabricState.safeParse(parseJson(data));
      if (state.success) onState(state.data);
      else socket.terminate();
    });
    socket.once('close', onClose);
    const close = (): void => {
      socket.off('close', onClose);
      socket.terminate();
    };
    return { close, [Symbol.dispose]: close };
  }

  async #ask<T>(
    shape: Shape<T>,
    method: SocketRequest['method'],
    path: string,
    { body, ...limits }: { body?: unknown } & Partial<Pick<SocketRequest, 'timeoutMs' | 'signal'>> = {},
  ): Promise<T> {
    const { socketPath } = this;
    const call = { ...FABRIC, socketPath, method, path, body, timeoutMs: TIMEOUT_MS, ...limits };
    const reply = await requestOverSocket(call);
    if (reply.status !== 200) throw fromWireError(parsed(fabricFailure, reply.body).error);
    return parsed(shape, reply.body);
  }
}

function parseJson(data: unknown): unknown {
  try {
    return Buffer.isBuffer(data) ? JSON.parse(data.toString('utf8')) : null;
  } catch {
    return null;
  }
}

/** A fabric that ends cuts its answers off. */
async function* piecesOf(response: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* response as AsyncIterable<Buffer>;
  } catch (error) {
    throw unreachable(error instanceof Error ? error : new Error(String(error)));
  }
}

function unreachable(cause: Error): UmlautError {
  return new UmlautError('FABRIC_UNREACHABLE', `The network fabric cannot be reached: ${cause.message}`, {
    cause,
  });
}

function parsed<T>(shape: Shape<T>, body: unknown): T {
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  throw new UmlautError(
    'FABRIC_UNREACHABLE',
    'The network fabric answered with something else than expected',
    {
      hint: 'Was it started by another version of Umlaut?',
      cause: result.error,
    },
  );
}
