import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import type { RunState } from '@umlaut/core/machine';
import { MconsoleClient, findHazard, type MconsoleReply } from '@umlaut/core/mconsole';

const PAUSE_TIMEOUT_MS = 3_000;
/** Versions whose hazards are known; the guest's own is not asked, so the stricter answer holds. */
const KERNELS = ['6.1.', '7.2.'];

/** What is asked of the guest's kernel, checked against the state of the machine first. */
export class GuestCommands {
  readonly #control: MconsoleClient;
  /** Questions have a client of their own: a slow answer must not hold up the ladder. */
  readonly #questions: MconsoleClient;

  constructor(control: MconsoleClient, socketPath: string) {
    this.#control = control;
    this.#questions = new MconsoleClient(socketPath);
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
  async request(line: string, timeoutMs: number, state: RunState): Promise<MconsoleReply> {
    if (!state.kernelUp) throw notUp();
    const hazard = state.paused
      ? KERNELS.map((kernel) => findHazard(line, kernel, true)).find((found) => found?.whileStopped)
      : undefined;
    if (hazard !== undefined && hazard !== null) {
      throw new UmlautError('MACHINE_PAUSED', `"${line}" would harm the paused guest: ${hazard.effect}`, {
        field: 'line',
        hint: 'Resume the machine first',
      });
    }
    return this.#questions.request(line, { timeoutMs });
  }

  close(): void {
    this.#questions.close();
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
