import type { Machine } from '@umlaut/contracts/model';
import { create } from 'zustand';

interface StuckQueueStore {
  /** Runs whose kernel's work queue was found hanging. */
  runs: ReadonlySet<string>;
  setStuck: (run: string, stuck: boolean) => void;
}

/** Which kernels answer only what needs no work queue, as far as this page has seen. */
export const useStuckQueues = create<StuckQueueStore>()((set) => ({
  runs: new Set(),
  setStuck: (run, stuck) => {
    set(({ runs }) => {
      if (runs.has(run) === stuck) return {};
      const next = new Set(runs);
      if (stuck) next.add(run);
      else next.delete(run);
      return { runs: next };
    });
  },
}));

/** One boot of a machine; a queue that hangs does so until the next. */
export function runOf({ id, state }: Machine): string {
  return state.phase === 'stopped' ? id : `${id}/${state.bootId}`;
}

/** What the kernel does in its interrupt, with no queue; mconsole_user.c. */
const AT_ONCE: ReadonlySet<string> = new Set(['help', 'cad', 'sysrq', 'stack', 'log', 'go']);

/** Whether an answer to this line shows that the queue works. Asking without loss begins with `stop`. */
export function goesThroughQueue(line: string, mode: 'live' | 'lossless'): boolean {
  return mode === 'lossless' || !AT_ONCE.has(line.trim().split(/\s/, 1)[0] ?? '');
}
