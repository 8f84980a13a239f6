import { ActionIcon } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { MACHINE_ACTIONS, machineActionsFor } from '../../machine-actions/action-definitions.ts';
import { useBusyAction } from '../../machine-actions/busy-machines.ts';
import { useMachineActions } from '../../machine-actions/use-machine-actions.ts';

/** The likeliest action of a machine, a click away. */
export function QuickAction({ machine }: { machine: Machine }): ReactNode {
  const { run } = useMachineActions();
  const busy = useBusyAction(machine.id);
  const [action] = machineActionsFor(machine.state);
  if (action === undefined) return null;
  const { label, icon: Glyph } = MACHINE_ACTIONS[action];
  return (
    <ActionIcon
      aria-label={`${label} ${machine.name}`}
      title={label}
      loading={busy !== undefined}
      onClick={() => {
        run(action, machine);
      }}
    >
      <Glyph size={16} stroke={1.8} aria-hidden />
    </ActionIcon>
  );
}
