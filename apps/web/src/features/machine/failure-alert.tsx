import { Alert } from '@mantine/core';
import type { MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconAlertTriangle } from '../../components/icons.ts';
import { useActionFailure } from '../../machine-actions/action-failures.ts';
import classes from './machine.module.css';

/** Why the last action on this machine was refused, and what to do; stays until dismissed or tried again. */
export function FailureAlert({ machineId }: { machineId: MachineId }): ReactNode {
  const { failure, dismiss } = useActionFailure(machineId);
  if (failure === undefined) return null;
  const { title, error } = failure;
  return (
    <Alert
      role="alert"
      color="red"
      radius={0}
      title={title}
      icon={<IconAlertTriangle size={17} aria-hidden />}
      className={classes['failure'] ?? ''}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={dismiss}
    >
      {error.message}
      {error.hint === undefined ? null : <> {error.hint}</>}
    </Alert>
  );
}
