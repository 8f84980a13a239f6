import { Button } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconPlayerSkipForward } from '../../components/icons.ts';
import { useBusyAction } from '../../machine-actions/busy-machines.ts';
import { useMachineActions } from '../../machine-actions/use-machine-actions.ts';
import type { Access } from './access.ts';
import classes from './cockpit.module.css';

/** What is different while a machine is paused or on its way out. */
export function StateStrip({ machine, access }: { machine: Machine; access: Access }): ReactNode {
  const { run } = useMachineActions();
  const busy = useBusyAction(machine.id);
  if (access === 'paused') {
    return (
      <output className={classes['strip']} data-tone="warn">
        <span>
          The guest stands still. Its kernel answers from memory; what would need the guest or its disks waits
          or is refused.
        </span>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerSkipForward size={13} aria-hidden />}
          loading={busy === 'resume'}
          onClick={() => {
            run('resume', machine);
          }}
        >
          Resume
        </Button>
      </output>
    );
  }
  if (access === 'ending') {
    return (
      <output className={classes['strip']} data-tone="busy">
        <span>
          Shutting down: the kernel answers until it is gone. sysrq w shows what a shutdown that hangs waits
          for.
        </span>
      </output>
    );
  }
  return null;
}
