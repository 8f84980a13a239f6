import { Button } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconPlayerPlay } from '../../../components/icons.ts';
import { useBusyAction } from '../../../machine-actions/busy-machines.ts';
import { useMachineActions } from '../../../machine-actions/use-machine-actions.ts';
import classes from '../console.module.css';

/** Above the console of a stopped machine: what one looks at, and the way to make it live. */
export function HistoryStrip({ machine }: { machine: Machine }): ReactNode {
  const { run } = useMachineActions();
  const busy = useBusyAction(machine.id);
  if (machine.state.phase !== 'stopped') return null;
  const hasRun = machine.state.lastExit !== null;
  return (
    <div className={classes['strip']}>
      <span>{hasRun ? 'Stopped. This is the history of its runs.' : 'This machine has not run yet.'}</span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlayerPlay size={13} aria-hidden />}
        loading={busy === 'start'}
        onClick={() => run('start', machine)}
      >
        Start
      </Button>
    </div>
  );
}
