import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { consoleName, type ConsoleName, type Machine } from '@umlaut/contracts/model';
import { useEffect, type ReactNode } from 'react';
import { KERNEL_CONSOLE } from '../../../components/console-label.ts';
import { orpc } from '../../../lib/api-client.ts';
import { runOf, useStuckQueues } from '../../../live/stuck-queues.ts';
import { useMachineActions } from '../../../machine-actions/use-machine-actions.ts';
import { FloatingNotice } from './floating-notice.tsx';
import { SILENCE_LABELS, silenceActions, type SilenceAction } from './silence-actions.ts';
import type { TerminalSession } from '../terminal/terminal-session.ts';

/** How often the kernel is asked again while the console stays silent, milliseconds. */
const ASK_AGAIN_MS = 5_000;

/** A place on the machine's page. */
interface MachineSearch {
  tab?: 'xray' | 'cockpit' | 'lines';
  panel?: 'sysrq';
  console?: ConsoleName;
}

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
  if (data === undefined) return null;
  const [first, ...others] = silenceActions(data.state, console);
  if (first === undefined) return null;
  const show = (search: MachineSearch): void =>
    void navigate({ to: '/machines/$machineId', params: { machineId }, search });
  const act = (action: SilenceAction): void => {
    switch (action) {
      case 'resume':
      case 'start':
      case 'reboot':
      case 'power-off':
        return run(action, machine);
      case 'look-inside':
        return show({ tab: 'xray' });
      case 'ask-kernel':
        return show({ tab: 'cockpit', panel: 'sysrq' });
      case 'kernel-log':
        return show({ console: consoleName.parse(KERNEL_CONSOLE) });
      case 'lines':
        return show({ tab: 'lines' });
    }
  };
  return (
    <FloatingNotice
      tone="warn"
      action={SILENCE_LABELS[first]}
      onAction={() => act(first)}
      more={others.map((other) => ({ label: SILENCE_LABELS[other], act: () => act(other) }))}
    >
      Nothing comes back. {data.sentence}
    </FloatingNotice>
  );
}
