import { UmlautError, isUmlautError, toWireError } from '@umlaut/contracts/errors';
import type { MconsoleMode } from '@umlaut/contracts/model';
import type { BatchAnswer } from '@umlaut/contracts/monitor';
import type { RunState } from '@umlaut/core/machine';
import { MconsoleClient, findHazard, type MconsoleReply } from '@umlaut/core/mconsole';

const PAUSE_TIMEOUT_MS = 3_000;

/** What is asked of the guest's kernel, checked against the state of the machine first. */
export class GuestCommands {
  readonly #control: MconsoleClient;
  /** Questions have a client of their own: a slow answer must not hold up the ladder. */
  readonly #questions: MconsoleClient;
  /** Batches too: a person's question must not wait for them. */
  readonly #looks: MconsoleClient;

  constructor(control: MconsoleClient, socketPath: string) {
    this.#control = control;
    this.#questions = new MconsoleClient(socketPath);
    this.#looks = new MconsoleClient(socketPath);
  }

  /** Idempotent. */
  async pause(state: RunState): Promise<void> {
    if (state.paused) return;
    requireRunning(state);
    await unlessAlready(this.#control.stop({ timeoutMs: PAUSE_TIMEOUT_MS }));
  }

  /** Idempotent. */
  async resume(state: RunState): Promise<void> {
    if (!state.paused) return requireRunning(state);
    await unlessAlready(this.#control.go({ timeoutMs: PAUSE_TIMEOUT_MS }));
  }

  /** Any request line; what would harm a paused guest is refused. */
  async request(
    line: string,
    { mode = 'live', timeoutMs }: { mode?: MconsoleMode | undefined; timeoutMs: number },
    state: RunState,
  ): Promise<MconsoleReply> {
    this.#assertHarmless(line, state);
    if (mode === 'live') return this.#questions.request(line, { timeoutMs });
    return this.#questions.lossless(line, { timeoutMs });
  }

  /** One after the other; none after the first that gets no answer, which the queue may be stuck in. */
  async batch(lines: readonly string[], timeoutMs: number, state: () => RunState): Promise<BatchAnswer[]> {
    const answers: BatchAnswer[] = [];
    for (const line of lines) {
      try {
        this.#assertHarmless(line, state());
        const { ok, errno, bytes, truncated } = await this.#looks.request(line, { timeoutMs });
        answers.push({ ok, errno, bytes: Buffer.from(bytes).toString('latin1'), truncated });
      } catch (error) {
        if (!isUmlautError(error)) throw error;
        return [...answers, { unanswered: toWireError(error) }];
      }
    }
    return answers;
  }

  close(): void {
    this.#questions.close();
    this.#looks.close();
  }

  /** Of any kernel: the guest's own version is not asked, so the strictest answer holds. */
  #assertHarmless(line: string, state: RunState): void {
    if (!state.kernelUp) throw notUp();
    const hazard = state.paused ? findHazard(line, null, true) : null;
    if (hazard !== null && hazard.whileStopped) {
      throw new UmlautError('MACHINE_PAUSED', `"${line}" ${hazard.effect}`, {
        field: 'line',
        hint: 'Resume the machine first',
      });
    }
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
