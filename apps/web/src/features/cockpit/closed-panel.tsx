import { Button, Loader } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconPlayerPlay, IconPower } from '../../components/icons.ts';
import { useBusyAction } from '../../machine-actions/busy-machines.ts';
import { useMachineActions } from '../../machine-actions/use-machine-actions.ts';
import classes from './cockpit.module.css';

/** Instead of the controls where there is no kernel to control: off, or not up yet. */
export function ClosedPanel({ machine }: { machine: Machine }): ReactNode {
  const { run } = useMachineActions();
  const busy = useBusyAction(machine.id);
  if (machine.state.phase !== 'stopped') {
    return (
      <output className={classes['booting']}>
        <Loader size="sm" aria-hidden />
        <span>
          <b>{machine.state.phase === 'rebooting' ? 'Rebooting' : 'The kernel is starting'}</b>
          It can be asked as soon as it is up, a moment from now.
        </span>
      </output>
    );
  }
  return (
    <EmptyState
      icon={IconPower}
      title="The machine is off"
      actions={
        <Button
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          loading={busy === 'start'}
          onClick={() => {
            run('start', machine);
          }}
        >
          Start
        </Button>
      }
    >
      There is no kernel to ask. While it runs, this is where you ask it: memory, stacks and blocked tasks,
      its devices, Magic SysRq, even when nothing else in the guest answers.
    </EmptyState>
  );
}
