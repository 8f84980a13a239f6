import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ConsoleCheck, Machine } from '@umlaut/contracts/model';
import { useEffect, type ReactNode } from 'react';
import { orpc } from '../../../lib/api-client.ts';
import { runOf, useStuckQueues } from '../../../live/stuck-queues.ts';
import { useMachineActions } from '../../../machine-actions/use-machine-actions.ts';
import { FloatingNotice } from './floating-notice.tsx';
import type { TerminalSession } from '../terminal/terminal-session.ts';

/** How often the kernel is asked again while the console stays silent, milliseconds. */
const ASK_AGAIN_MS = 5_000;

/** Of a console that gives no sign of what was typed: what the kernel says of it, when that is not well. */
export function SilenceNotice({
  session,
  machine,
}: {
  session: TerminalSession;
  machine: Machine;
}): ReactNode {
  const { machineId, console } = session.address;
  const { data } = useQuery({
    ...orpc.consoles.check.queryOptions({ input: { id: machineId, console } }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchInterval: ASK_AGAIN_MS,
  });
  const { run } = useMachineActions();
  const navigate = useNavigate();
  const isStuck = data?.state === 'stuck';
  useEffect(() => {
    // The cockpit then asks such a kernel nothing that hangs.
    if (isStuck) useStuckQueues.getState().setStuck(runOf(machine), true);
  }, [isStuck, machine]);
  const [first, ...others] = data === undefined ? [] : (ACTIONS[data.state] ?? []);
  if (data === undefined || first === undefined) return null;
  const goTo = (search: { tab: 'lines' | 'xray' } | { tab: 'cockpit'; panel: 'sysrq' }): void => {
    void navigate({ to: '/machines/$machineId', params: { machineId }, search });
  };
  const acts: Readonly<Record<Help, () => void>> = {
    Reboot: () => run('reboot', machine),
    'Look inside': () => goTo({ tab: 'xray' }),
    'Magic SysRq': () => goTo({ tab: 'cockpit', panel: 'sysrq' }),
    'Power off': () => run('power-off', machine),
    Lines: () => goTo({ tab: 'lines' }),
  };
  return (
    <FloatingNotice
      tone="warn"
      action={first}
      onAction={acts[first]}
      more={others.map((label) => ({ label, act: acts[label] }))}
    >
      Nothing comes back. {data.sentence}
    </FloatingNotice>
  );
}

type Help = 'Reboot' | 'Look inside' | 'Magic SysRq' | 'Power off' | 'Lines';

/** What helps, the mildest first; states that are not here need no word, or are told elsewhere. */
const ACTIONS: Partial<Record<ConsoleCheck['state'], readonly Help[]>> = {
  unread: ['Reboot'],
  // Its interrupt answers, and so do the keys of Magic SysRq. To reboot it would have to be asked through its queue.
  stuck: ['Look inside', 'Magic SysRq', 'Power off'],
  // Nothing can be asked of it, so there is nothing to look at.
  silent: ['Power off'],
  elsewhere: ['Lines'],
};
