import { ActionIcon, Menu } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconDots } from '../../components/icons.ts';
import {
  MACHINE_ACTIONS,
  machineActionsFor,
  type MachineAction,
} from '../../machine-actions/action-definitions.ts';
import { useMachineActions } from '../../machine-actions/use-machine-actions.ts';

/** Everything that can be done to one machine. */
export function RowMenu({ machine }: { machine: Machine }): ReactNode {
  const { run } = useMachineActions();
  const item = (action: MachineAction): ReactNode => {
    const { label, icon: Glyph, danger } = MACHINE_ACTIONS[action];
    return (
      <Menu.Item
        key={action}
        {...(danger ? { c: 'var(--u-bad)' } : {})}
        leftSection={<Glyph size={15} stroke={1.8} aria-hidden />}
        onClick={() => {
          run(action, machine);
        }}
      >
        {label}
      </Menu.Item>
    );
  };
  const actions = machineActionsFor(machine.state);
  const harmless = actions.filter((action) => !MACHINE_ACTIONS[action].danger);
  const dangerous = actions.filter((action) => MACHINE_ACTIONS[action].danger);
  return (
    <Menu position="bottom-end" width={176} shadow="md">
      <Menu.Target>
        <ActionIcon aria-label={`Actions of ${machine.name}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {harmless.map(item)}
        <Menu.Divider />
        {dangerous.map(item)}
      </Menu.Dropdown>
    </Menu>
  );
}
