import { UmlautError, isUmlautError, toWireError } from '@umlaut/contracts/errors';
import type { MconsoleMode } from '@umlaut/contracts/model';
import type { BatchAnswer } from '@umlaut/contracts/monitor';
import type { RunState } from '@umlaut/core/machine';
import { MconsoleClient, TurnQueue, askMany, findHazard, type MconsoleReply } from '@umlaut/core/mconsole';

const PAUSE_TIMEOUT_MS = 3_000;
/** Whoever got its turn at the last moment may still ask: most answers come within a millisecond. */
const MIN_ANSWER_MS = 500;
/** Answered by the kernel's interrupt handler, also when its work queue is stuck; docs/protocols/mconsole.md. */
const URGENT = /^(?:help|cad|sysrq|stack|log|go)/;

/**
 * What is asked of the guest's kernel, checked against the state of the machine first.
 *
 * One question at a time is on its way to the work queue: requests that are taken from the socket together
 * run last in, first out, and a `stop` that overtook the reading of a file would make the kernel panic.
 */
export class GuestCommands {
  readonly #control: MconsoleClient;
  /** Questions have a client of their own: a slow answer must not hold up the ladder. */
  readonly #questions: MconsoleClient;
  readonly #urgent: MconsoleClient;
  readonly #socketPath: string;
  readonly #replyFolder: string | undefined;
  readonly #turns = new TurnQueue();
  #batch: AbortController | null = null;

  /** @param replyFolder as for MconsoleClient */
  constructor(control: MconsoleClient, socketPath: string, replyFolder: string | undefined) {
    this.#control = control;
    this.#socketPath = socketPath;
    this.#replyFolder = replyFolder;
    this.#questions = new MconsoleClient(socketPath, replyFolder);
    this.#urgent = new MconsoleClient(socketPath, replyFolder);
  }

  /** Idempotent. */
  async pause(state: RunState): Promise<void> {
    if (state.paused) return;
    requireRunning(state);
    await this.#stopping(PAUSE_TIMEOUT_MS, () =>
      unlessAlready(this.#control.stop({ timeoutMs: PAUSE_TIMEOUT_MS })),
    );
  }

  /** Idempotent. Also lets a guest go on that somebody else's mconsole stopped, of which the state knows nothing. */
  async resume(state: RunState): Promise<void> {
    if (!state.paused) requireRunning(state);
    await unlessAlready(this.#control.go({ timeoutMs: PAUSE_TIMEOUT_MS }));
  }

  /** Any request line; what would harm a paused guest is refused. */
  async request(
    line: string,
    { mode = 'live', timeoutMs }: { mode?: MconsoleMode | undefined; timeoutMs: number },
    state: () => RunState,
  ): Promise<MconsoleReply> {
    assertHarmless(line, state());
    if (mode === 'lossless') {
      return this.#stopping(timeoutMs, (leftMs) => this.#questions.lossless(line, { timeoutMs: leftMs }));
    }
    if (URGENT.test(line)) return this.#urgent.request(line, { timeoutMs });
    const ask = (leftMs: number): Promise<MconsoleReply> => {
      assertHarmless(line, state());
      return this.#questions.request(line, { timeoutMs: leftMs });
    };
    return line.startsWith('stop') ? this.#stopping(timeoutMs, ask) : this.#inTurn(timeoutMs, ask);
  }

  /** One after the other; none after the first that gets no answer, which the queue may be stuck in. */
  async batch(lines: readonly string[], timeoutMs: number, state: () => RunState): Promise<BatchAnswer[]> {
    if (lines.every((line) => URGENT.test(line))) return this.#askAll(lines, { timeoutMs }, state());
    return this.#inTurn(timeoutMs, async () => {
      this.#batch = new AbortController();
      const answers = await this.#askAll(lines, { timeoutMs, signal: this.#batch.signal }, state());
      this.#batch = null;
      return answers;
    });
  }

  async #askAll(
    lines: readonly string[],
    options: { timeoutMs: number; signal?: AbortSignal },
    state: RunState,
  ): Promise<BatchAnswer[]> {
    const { harmless, refusal } = untilHarmful(lines, state);
    const replyFolder = this.#replyFolder;
    const { replies, failure } = await askMany(this.#socketPath, harmless, { ...options, replyFolder });
    const answers = replies.map(({ ok, errno, bytes, truncated }): BatchAnswer => ({
      ok,
      errno,
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
      truncated,
    }));
    const reason = failure ?? refusal;
    return reason === null ? answers : [...answers, { unanswered: toWireError(reason) }];
  }

  close(): void {
    this.#batch?.abort();
    this.#questions.close();
    this.#urgent.close();
  }

  /** A batch, which reads files, ends before the kernel is stopped. */
  async #stopping<T>(timeoutMs: number, action: (leftMs: number) => Promise<T>): Promise<T> {
    this.#batch?.abort();
    return this.#inTurn(timeoutMs, action);
  }

  /** Waiting for the turn is part of the time: whoever asks waits no longer than that for both. */
  async #inTurn<T>(timeoutMs: number, action: (leftMs: number) => Promise<T>): Promise<T> {
    const begunAt = performance.now();
    const giveBack = await this.#turns.take(AbortSignal.timeout(timeoutMs)).catch(() => {
      throw new UmlautError('MCONSOLE_TIMEOUT', 'The kernel still has an earlier question to answer', {
        hint: 'Its work queue may be stuck: help, cad, sysrq, stack and log still work then',
      });
    });
    try {
      return await action(Math.max(MIN_ANSWER_MS, Math.ceil(timeoutMs - (performance.now() - begunAt))));
    } finally {
      giveBack();
    }
  }
}

/** The lines before the first that would harm the guest, and why that one is refused. */
function untilHarmful(
  lines: readonly string[],
  state: RunState,
): { harmless: readonly string[]; refusal: UmlautError | null } {
  for (const [index, line] of lines.entries()) {
    try {
      assertHarmless(line, state);
    } catch (error) {
      if (!isUmlautError(error)) throw error;
      return { harmless: lines.slice(0, index), refusal: error };
    }
  }
  return { harmless: lines, refusal: null };
}

/** Of any kernel: the guest's own version is not asked, so the strictest answer holds. */
function assertHarmless(line: string, state: RunState): void {
  if (!state.kernelUp) throw notUp();
  const hazard = state.paused ? findHazard(line, null, true) : null;
  if (hazard !== null && hazard.whileStopped) {
    throw new UmlautError('MACHINE_PAUSED', `"${line}" ${hazard.effect}`, {
      field: 'line',
      hint: 'Resume the machine first',
    });
  }
}

function requireRunning(state: RunState): void {
  if (state.phase === 'starting' || !state.kernelUp) throw notUp();
  if (state.phase !== 'running' && state.phase !== 'paused') {
    throw new UmlautError('MACHINE_BUSY', 'The machine is shutting down or rebooting');
  }
}

function notUp(): UmlautError {
  return new UmlautError('MACHINE_BUSY', "The machine's kernel is not up yet", {
    hint: 'Try again in a moment',
  });
}

/** "Already stopped", "Not stopped": somebody else did it, by mconsole of his own. */
async function unlessAlready(command: Promise<void>): Promise<void> {
  try {
    await command;
  } catch (error) {
    if (!isUmlautError(error) || error.code !== 'MCONSOLE_REFUSED') throw error;
  }
}
