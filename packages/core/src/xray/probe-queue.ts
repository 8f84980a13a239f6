import { isUmlautError, type ErrorCode } from '@umlaut/contracts/errors';
import type { MconsoleQueue } from '@umlaut/contracts/model';
import type { AskGuest } from './question.ts';

export type QueueProbe = Pick<MconsoleQueue, 'state' | 'detail'>;

/** Both are answered from memory within a millisecond. */
const TIMEOUT_MS = 1_000;

const STUCK =
  'The kernel answers "help" but not "version": its work queue hangs in an earlier request, most likely the reading of a file that blocks';
const SILENT = 'The kernel answers nothing, not even "help"';

/**
 * Whether the kernel answers, and if not, how far it does: `help` is answered in the interrupt, `version` by
 * the work queue in which a read that blocks hangs (arch/um/drivers/mconsole_kern.c). They are asked apart:
 * `help` needs no turn behind the question that hangs, and a `version` whose turn does not come has no answer.
 * @throws what says nothing about the kernel: MONITOR_UNREACHABLE...
 */
export async function probeQueue(ask: AskGuest): Promise<QueueProbe> {
  const silence = await silenceOf(ask, 'help');
  if (silence !== null) return explain(silence, { state: 'silent', detail: SILENT });
  const jam = await silenceOf(ask, 'version');
  return jam === null
    ? { state: 'answering', detail: null }
    : explain(jam, { state: 'stuck', detail: STUCK });
}

/** Why no answer came; null when one did. */
async function silenceOf(ask: AskGuest, line: string): Promise<ErrorCode | null> {
  try {
    const [answer] = await ask([line], TIMEOUT_MS);
    if (answer === undefined) return 'MCONSOLE_PROTOCOL';
    return 'unanswered' in answer ? answer.unanswered.code : null;
  } catch (error) {
    if (isUmlautError(error) && (error.code in WITHOUT_ASKING || error.code === 'MCONSOLE_TIMEOUT')) {
      return error.code;
    }
    throw error;
  }
}

const WITHOUT_ASKING: Partial<Record<ErrorCode, QueueProbe>> = {
  MACHINE_PAUSED: { state: 'paused', detail: null },
  MACHINE_BUSY: { state: 'not-up', detail: 'The kernel is not up yet' },
  MACHINE_NOT_RUNNING: { state: 'not-up', detail: 'The machine does not run' },
  MCONSOLE_UNREACHABLE: { state: 'not-up', detail: 'No kernel listens at the mconsole socket' },
};

function explain(code: ErrorCode, probe: QueueProbe): QueueProbe {
  return WITHOUT_ASKING[code] ?? probe;
}
