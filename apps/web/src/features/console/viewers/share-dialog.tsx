import { Modal } from '@mantine/core';
import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { consoleLabel } from '../../../components/console-label.ts';
import { GuestLinkList } from './guest-link-list.tsx';
import { ShareForm } from './share-form.tsx';
import classes from './viewers.module.css';

export interface ShareDialogProps {
  machine: Machine;
  console: ConsoleName;
  opened: boolean;
  onClose: () => void;
}

/** Links with which a guest may look at this console. */
export function ShareDialog({ machine, console, opened, onClose }: ShareDialogProps): ReactNode {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Share ${consoleLabel(console)} of ${machine.name}`}
      size="lg"
    >
      <div className={classes['content']}>
        <p className={classes['quiet']}>
          Whoever has the link sees what this console puts out, and nothing else of Umlaut. They cannot type.
        </p>
        <ShareForm machineId={machine.id} console={console} />
        <GuestLinkList machineId={machine.id} console={console} />
      </div>
    </Modal>
  );
}
