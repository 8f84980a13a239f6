import { Button } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconPlayerSkipForward } from '../../components/icons.ts';
import { useBusyAction } from '../../machine-actions/busy-machines.ts';
import { useMachineActions } from '../../machine-actions/use-machine-actions.ts';
import type { Access } from './access.ts';
import classes from './cockpit.module.css';
import type { Sender } from './use-send.ts';

export interface StateStripProps {
  machine: Machine;
  access: Access;
  sender: Sender;
}

/** What is different while a machine is paused or on its way out, or its kernel only half answers. */
export function StateStrip({ machine, access, sender }: StateStripProps): ReactNode {
  const { run } = useMachineActions();
  const busy = useBusyAction(machine.id);
  if (sender.stuck) {
    return (
      <output className={classes['strip']} data-tone="bad">
        <span>
          The kernel's work queue hangs in an earlier request. help, cad, sysrq, stack, log and go still
          answer; the rest waits in vain until the machine is restarted, or what it waits for happens.
        </span>
        <Button
          size="compact-sm"
          variant="default"
          loading={sender.pending.has('version')}
          onClick={() => {
            sender.send('version');
          }}
        >
          Try again
        </Button>
      </output>
    );
  }
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
