import { isUmlautError, UmlautError } from '@umlaut/contracts/errors';
import type { MachineId, MconsoleQueue } from '@umlaut/contracts/model';

/** Told by xray/: whether a machine's kernel answers. */
export interface QueueWatcher {
  /** As known; null for a machine that does not run. */
  queueOf(id: MachineId): MconsoleQueue | null;
  /** As it is now, after a question that was put at `since` (performance.now()) and got no answer. */
  probe(id: MachineId, since: number): Promise<MconsoleQueue | null>;
}

const STUCK_HINT =
  'Ctrl-Alt-Del, sysrq, stack, log, help and go still work. If it hangs in a fifo, writing to that in the guest frees it; otherwise restart the machine.';

/** Says why a kernel did not answer. */
export class KernelDoctor {
  readonly #watcher: QueueWatcher;

  constructor(watcher: QueueWatcher) {
    this.#watcher = watcher;
  }

  /** Spares the caller a wait in vain, and the kernel one more question. @throws MCONSOLE_STUCK */
  async assertNotStuck(id: MachineId): Promise<void> {
    if (this.#watcher.queueOf(id)?.state !== 'stuck') return;
    const queue = await this.#watcher.probe(id, performance.now());
    if (queue?.state === 'stuck') throw stuck(queue);
  }

  /**
   * The error that tells more, after a question that got no answer; any other error as it is.
   * @param since when it was put; milliseconds of performance.now()
   */
  async explain(id: MachineId, error: unknown, since: number): Promise<unknown> {
    if (!isUmlautError(error) || error.code !== 'MCONSOLE_TIMEOUT') return error;
    const queue = await this.#watcher.probe(id, since);
    return queue?.state === 'stuck' ? stuck(queue, error) : error;
  }
}

function stuck({ since, detail }: MconsoleQueue, cause?: unknown): UmlautError {
  return new UmlautError(
    'MCONSOLE_STUCK',
    `${detail ?? "The kernel's work queue hangs in an earlier request"}.`,
    { hint: STUCK_HINT, details: { since }, cause },
  );
}
