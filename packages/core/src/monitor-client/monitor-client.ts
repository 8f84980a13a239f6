import { UmlautError, fromWireError } from '@umlaut/contracts/errors';
import type { ConsoleName } from '@umlaut/contracts/model';
import {
  commandFailure,
  commandReply,
  monitorStatus,
  type BatchAnswer,
  type CommandReply,
  type MonitorCommand,
  type MonitorStatus,
} from '@umlaut/contracts/monitor';
import { WebSocket } from 'ws';
import { BatchChannel } from './batch-channel.ts';
import { requestOverSocket } from '../process/index.ts';

/** Enough for a busy host; commands that wait for more say so in #timeoutFor. */
const STATUS_TIMEOUT_MS = 5_000;
const COMMAND_TIMEOUT_MS = 15_000;
/** Added to the caller's own limit of an mconsole request. */
const MCONSOLE_MARGIN_MS = 2_000;

const MONITOR = { name: "machine's monitor", unreachable: 'MONITOR_UNREACHABLE' } as const;

/** Dispose to stop watching. */
export interface MonitorWatch extends Disposable {
  close(): void;
}

/**
 * Talks to one machine's monitor over its Unix socket. Stateless but for what `watch` and `openConsole`
 * return: it reports that a monitor went away and leaves it to the caller what to do (recoverRun).
 */
export class MonitorClient implements Disposable {
  readonly socketPath: string;
  readonly #open = new Set<WebSocket>();
  #batches: BatchChannel | null = null;

  constructor(socketPath: string) {
    this.socketPath = socketPath;
  }

  /** @throws UmlautError MONITOR_UNREACHABLE or DEADLINE_EXCEEDED */
  static async connect(socketPath: string): Promise<MonitorClient> {
    const client = new MonitorClient(socketPath);
    await client.status();
    return client;
  }

  async status(timeoutMs: number = STATUS_TIMEOUT_MS): Promise<MonitorStatus> {
    const { socketPath } = this;
    const reply = await requestOverSocket({
      ...MONITOR,
      socketPath,
      method: 'GET',
      path: '/v1/status',
      timeoutMs,
    });
    return parseReply(() => monitorStatus.parse(reply.body));
  }

  /**
   * Calls `onStatus` with the status now and at each change, then `onClose` exactly once, whether the
   * monitor ended in order (the last status has phase `ended`), died, or could not be reached at all.
   */
  watch(onStatus: (status: MonitorStatus) => void, onClose: () => void): MonitorWatch {
    const socket = this.#connect('/v1/watch');
    socket.on('message', (data) => {
      try {
        onStatus(monitorStatus.parse(JSON.parse(textOf(data))));
      } catch {
        // A monitor of another version: without its status it counts as lost.
        socket.terminate();
      }
    });
    socket.once('close', onClose);
    const close = (): void => {
      socket.off('close', onClose);
      socket.terminate();
    };
    return { close, [Symbol.dispose]: close };
  }

  /**
   * @returns once the monitor did it or, for `shutdown` and `reboot`, began it
   * @throws UmlautError as the monitor said, MONITOR_UNREACHABLE or DEADLINE_EXCEEDED
   */
  async command(command: MonitorCommand): Promise<CommandReply> {
    const reply = await requestOverSocket({
      ...MONITOR,
      socketPath: this.socketPath,
      method: 'POST',
      path: '/v1/command',
      body: command,
      timeoutMs: command.command === 'mconsole' ? command.timeoutMs + MCONSOLE_MARGIN_MS : COMMAND_TIMEOUT_MS,
    });
    if (reply.status === 200) return parseReply(() => commandReply.parse(reply.body));
    throw fromWireError(parseReply(() => commandFailure.parse(reply.body)).error);
  }

  /**
   * Asks the guest's kernel many things in one exchange, over a connection that stays open: a fifth of the
   * cost of a command each.
   * @param timeoutMs for each question
   * @returns answers in the order of the lines; none follows one that was not answered
   * @throws UmlautError MONITOR_UNREACHABLE, DEADLINE_EXCEEDED, MACHINE_NOT_RUNNING
   */
  async ask(lines: readonly string[], timeoutMs: number): Promise<BatchAnswer[]> {
    if (this.#batches === null || this.#batches.isClosed) {
      this.#batches = new BatchChannel(this.#connect('/v1/batches'));
    }
    return this.#batches.ask(lines, timeoutMs);
  }

  /**
   * Opens a console; frames are those of contracts/ws/console.ts.
   * @param query `from` or `tail`, `cols`, `rows`, passed on as they are
   */
  openConsole(
    name: ConsoleName | `con${number}` | `ssl${number}`,
    query: URLSearchParams = new URLSearchParams(),
  ): WebSocket {
    const words = query.toString();
    return this.#connect(`/v1/consoles/${name}${words === '' ? '' : `?${words}`}`);
  }

  /** Ends every watch and console of this client; watchers are told. */
  close(): void {
    for (const socket of this.#open) socket.terminate();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #connect(path: string): WebSocket {
    const socket = new WebSocket(`ws+unix:${this.socketPath}:${path}`, {
      perMessageDeflate: false,
      handshakeTimeout: STATUS_TIMEOUT_MS,
    });
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    // `close` follows; without a listener the error would end the process.
    socket.on('error', () => {});
    return socket;
  }
}

function textOf(data: unknown): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  throw new Error('A status is one text frame');
}

function parseReply<T>(parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw new UmlautError('MONITOR_UNREACHABLE', 'The monitor answered with something else than expected', {
      hint: 'Was it started by another version of Umlaut? Power the machine off and start it again',
      cause,
    });
  }
}
