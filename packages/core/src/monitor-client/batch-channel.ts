import { UmlautError, fromWireError } from '@umlaut/contracts/errors';
import { batchReply, type BatchAnswer, type BatchReply, type BatchRequest } from '@umlaut/contracts/monitor';
import type { WebSocket } from 'ws';

/** Added to what the questions may take together. */
const MARGIN_MS = 2_000;

interface Waiting {
  resolve: (answers: BatchAnswer[]) => void;
  reject: (error: UmlautError) => void;
}

/** Batches of questions over one connection that stays open: contracts/monitor/batch.ts. */
export class BatchChannel {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  /** @param socket towards `/v1/batches`, may still be connecting; belongs to the channel from now on */
  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      if (Buffer.isBuffer(data)) this.#receive(data.toString('utf8'));
    });
    socket.once('close', () => this.#fail());
  }

  get isClosed(): boolean {
    return (
      this.#socket.readyState === this.#socket.CLOSING || this.#socket.readyState === this.#socket.CLOSED
    );
  }

  /** @throws UmlautError MONITOR_UNREACHABLE, DEADLINE_EXCEEDED, MACHINE_NOT_RUNNING or what the monitor says */
  async ask(lines: readonly string[], timeoutMs: number): Promise<BatchAnswer[]> {
    // A monitor understands no batch without a line, and would end the connection that others ask over, too.
    if (lines.length === 0) return [];
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<BatchAnswer[]>();
    // Only the one question that gets no answer takes its whole time.
    const limitMs = 2 * timeoutMs + MARGIN_MS;
    const timer = setTimeout(() => {
      reject(new UmlautError('DEADLINE_EXCEEDED', `The monitor did not answer within ${limitMs} ms`));
    }, limitMs);
    this.#waiting.set(id, { resolve, reject });
    this.#send({ id, lines: [...lines], timeoutMs });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  #send(request: BatchRequest): void {
    const text = JSON.stringify(request);
    if (this.#socket.readyState === this.#socket.CONNECTING) {
      this.#socket.once('open', () => this.#socket.send(text, () => {}));
    } else if (this.isClosed) {
      this.#fail();
    } else {
      this.#socket.send(text, () => {});
    }
  }

  #receive(text: string): void {
    let reply: BatchReply;
    try {
      reply = batchReply.parse(JSON.parse(text));
    } catch {
      // A monitor of another version: it counts as lost.
      this.#socket.terminate();
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    if ('error' in reply) waiting?.reject(fromWireError(reply.error));
    else waiting?.resolve(reply.answers);
  }

  #fail(): void {
    const error = new UmlautError('MONITOR_UNREACHABLE', "The connection to the machine's monitor has ended");
    for (const { reject } of this.#waiting.values()) reject(error);
  }
}
