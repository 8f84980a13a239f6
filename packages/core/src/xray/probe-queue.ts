import { isUmlautError, type ErrorCode } from '@umlaut/contracts/errors';
import type { MconsoleQueue } from '@umlaut/contracts/model';
import type { AskGuest } from './question.ts';

export type QueueProbe = Pick<MconsoleQueue, 'state' | 'detail'>;

/** Both are answered from memory within a millisecond. */
const TIMEOUT_MS = 1_000;

const STUCK =
  'The kernel answers "help" but not "version": its work queue hangs in an earlier request, most likely the reading of a file that blocks';
const SILENT = 'The kernel did not answer within a second, not even "help"';

/**
 * Whether the kernel answers, and if not, how far it does: `help` is answered in the interrupt, `version` by
 * the work queue in which a read that blocks hangs (arch/um/drivers/mconsole_kern.c).
 * @throws what says nothing about the kernel: MONITOR_UNREACHABLE...
 */
export async function probeQueue(ask: AskGuest): Promise<QueueProbe> {
  try {
    const [help, version] = await ask(['help', 'version'], TIMEOUT_MS);
    if (help === undefined || 'unanswered' in help) return unanswered(help?.unanswered.code, 'silent');
    if (version === undefined || 'unanswered' in version) {
      return unanswered(version?.unanswered.code, 'stuck');
    }
    return { state: 'answering', detail: null };
  } catch (error) {
    if (!isUmlautError(error) || !(error.code in WITHOUT_ASKING)) throw error;
    return unanswered(error.code, 'silent');
  }
}

const WITHOUT_ASKING: Partial<Record<ErrorCode, QueueProbe>> = {
  MACHINE_PAUSED: { state: 'paused', detail: null },
  MACHINE_BUSY: { state: 'not-up', detail: 'The kernel is not up yet' },
  MACHINE_NOT_RUNNING: { state: 'not-up', detail: 'The machine does not run' },
  MCONSOLE_UNREACHABLE: { state: 'not-up', detail: 'No kernel listens at the mconsole socket' },
};

function unanswered(code: ErrorCode | undefined, state: 'stuck' | 'silent'): QueueProbe {
  const known = code === undefined ? undefined : WITHOUT_ASKING[code];
  return known ?? { state, detail: state === 'stuck' ? STUCK : SILENT };
}
