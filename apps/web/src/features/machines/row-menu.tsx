import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ActionMenu } from '../../components/action-menu.tsx';
import { MACHINE_ACTIONS, machineActionsFor } from '../../machine-actions/action-definitions.ts';
import { useMachineActions } from '../../machine-actions/use-machine-actions.ts';

/** Everything that can be done to one machine, what loses something last. */
export function RowMenu({ machine }: { machine: Machine }): ReactNode {
  const { run } = useMachineActions();
  const items = machineActionsFor(machine.state).map((action) => ({
    ...MACHINE_ACTIONS[action],
    onSelect: () => {
      run(action, machine);
    },
  }));
  return (
    <ActionMenu
      label={`Actions of ${machine.name}`}
      items={items.toSorted((a, b) => Number(a.danger) - Number(b.danger))}
    />
  );
}
