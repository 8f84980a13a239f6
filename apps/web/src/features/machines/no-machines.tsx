import { Button, Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconDeviceDesktop, IconPlus } from '../../components/icons.ts';
import { openCreateDialog } from './create-dialog.tsx';

export function NoMachines(): ReactNode {
  return (
    <EmptyState
      icon={IconDeviceDesktop}
      title="Make your first machine"
      actions={
        <Button size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={openCreateDialog}>
          New machine
        </Button>
      }
    >
      A machine is a Linux of its own that runs as an ordinary process: it boots in seconds, needs no root and
      no virtualisation hardware, and can be broken without harm. Press <Kbd size="xs">n</Kbd> anywhere to
      make one.
    </EmptyState>
  );
}
