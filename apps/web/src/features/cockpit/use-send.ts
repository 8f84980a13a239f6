import type { Machine, MconsoleAbilities } from '@umlaut/contracts/model';
import { useCallback, useMemo } from 'react';
import { openLineConfirm } from './line-confirm.tsx';
import { useOwnLines } from './own-lines.ts';
import { usePromptStore } from './prompt-store.ts';
import { readLine } from './read-line.ts';
import { runOf, useStuckQueues } from '../../live/stuck-queues.ts';
import type { Ask } from './use-ask.ts';

export interface Sender {
  /** Sends a line, after a question where it would destroy something. */
  send: (line: string) => void;
  /** Lines that the kernel has not answered yet. */
  pending: ReadonlySet<string>;
  /** The kernel's work queue hangs: it answers only what needs none. */
  stuck: boolean;
}

/** What every control and the prompt send their lines with. */
export function useSend(machine: Machine, abilities: MconsoleAbilities | undefined, ask: Ask): Sender {
  const lossless = usePromptStore((store) => store.lossless);
  const own = useOwnLines((store) => store.lines);
  const { id, name } = machine;
  const stuck = useStuckQueues((store) => store.runs.has(runOf(machine)));
  // A paused guest loses nothing anyhow; one whose queue hangs cannot be stopped.
  const asIs = machine.state.phase === 'paused' || stuck;
  const send = useCallback(
    (line: string) => {
      const reading = abilities === undefined ? null : readLine(line, abilities);
      const mode = lossless && !asIs && reading?.isLong === true ? 'lossless' : 'live';
      if (reading !== null && reading.danger === 'destroys' && reading.blocked === null) {
        openLineConfirm({ line, reading, machineName: name, onConfirm: () => ask(line, mode) });
      } else {
        void ask(line, mode);
      }
    },
    [abilities, ask, lossless, asIs, name],
  );
  const pending = useMemo(
    () =>
      new Set(
        own.filter(({ machineId, error }) => machineId === id && error === null).map(({ line }) => line),
      ),
    [own, id],
  );
  return { send, pending, stuck };
}
