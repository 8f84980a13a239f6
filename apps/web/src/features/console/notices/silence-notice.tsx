import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ConsoleCheck, Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { orpc } from '../../../lib/api-client.ts';
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
  if (data === undefined || !(data.state in ACTIONS)) return null;
  const action = ACTIONS[data.state];
  const act = (): void => {
    if (action === 'Reboot') run('reboot', machine);
    else if (action === 'Power off') run('power-off', machine);
    else {
      const tab = action === 'Lines' ? ('lines' as const) : ('xray' as const);
      void navigate({ to: '/machines/$machineId', params: { machineId }, search: { tab } });
    }
  };
  return (
    <FloatingNotice tone="warn" action={action ?? 'Look inside'} onAction={act}>
      Nothing comes back. {data.sentence}
    </FloatingNotice>
  );
}

/** What helps; states that are not here need no word, or are told elsewhere. */
const ACTIONS: Partial<Record<ConsoleCheck['state'], 'Reboot' | 'Look inside' | 'Power off' | 'Lines'>> = {
  unread: 'Reboot',
  stuck: 'Look inside',
  // Nothing can be asked of it, so there is nothing to look at.
  silent: 'Power off',
  elsewhere: 'Lines',
};
