import { ActionIcon, Button, Menu } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconDots } from '../../components/icons.ts';
import { MACHINE_ACTIONS, machineActionsFor } from '../../machine-actions/action-definitions.ts';
import type { MachineAction } from '../../machine-actions/action-definitions.ts';
import { useBusyAction } from '../../machine-actions/busy-machines.ts';
import { useMachineActions } from '../../machine-actions/use-machine-actions.ts';

/** Actions that deserve a button of their own where they are possible, in this order. */
const BUTTONS: readonly MachineAction[] = ['start', 'resume', 'shutdown'];
const FILLED: ReadonlySet<MachineAction> = new Set(['start', 'resume']);

/** The likely actions as buttons, every other one in a menu. */
export function ActionBar({ machine }: { machine: Machine }): ReactNode {
  const { run } = useMachineActions();
  const busy = useBusyAction(machine.id);
  const possible = machineActionsFor(machine.state);
  const ending = machine.state.phase === 'stopping' || machine.state.phase === 'rebooting';
  const buttons = ending ? (['power-off'] as const) : BUTTONS.filter((action) => possible.includes(action));
  const rest = possible.filter((action) => !buttons.some((button) => button === action));
  return (
    <>
      {buttons.map((action) => {
        const { label, icon: Glyph, danger, description } = MACHINE_ACTIONS[action];
        return (
          <Button
            key={action}
            size="sm"
            variant={FILLED.has(action) ? 'filled' : 'default'}
            {...(danger ? { c: 'var(--u-bad)' } : {})}
            leftSection={<Glyph size={15} aria-hidden />}
            loading={busy === action}
            disabled={busy !== undefined && busy !== action}
            title={description}
            onClick={() => run(action, machine)}
          >
            {label}
          </Button>
        );
      })}
      <MoreActions actions={rest} disabled={busy !== undefined} onRun={(action) => run(action, machine)} />
    </>
  );
}

interface MoreActionsProps {
  actions: readonly MachineAction[];
  disabled: boolean;
  onRun: (action: MachineAction) => void;
}

function MoreActions({ actions, disabled, onRun }: MoreActionsProps): ReactNode {
  const harmless = actions.filter((action) => !MACHINE_ACTIONS[action].danger);
  const dangerous = actions.filter((action) => MACHINE_ACTIONS[action].danger);
  const item = (action: MachineAction): ReactNode => {
    const { label, icon: Glyph, danger } = MACHINE_ACTIONS[action];
    return (
      <Menu.Item
        key={action}
        leftSection={<Glyph size={15} aria-hidden />}
        {...(danger ? { c: 'var(--u-bad)' } : {})}
        onClick={() => onRun(action)}
      >
        {label}
      </Menu.Item>
    );
  };
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label="More actions" disabled={disabled}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {harmless.map(item)}
        {harmless.length > 0 && dangerous.length > 0 ? <Menu.Divider /> : null}
        {dangerous.map(item)}
      </Menu.Dropdown>
    </Menu>
  );
}
