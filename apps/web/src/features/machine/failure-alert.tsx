import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconAlertTriangle } from '../../components/icons.ts';
import type { ActionFailure } from '../../machine-actions/action-failures.ts';
import classes from './machine.module.css';

export interface FailureAlertProps {
  failure: ActionFailure;
  onDismiss: () => void;
}

/** Why the last action on this machine was refused, and what to do; stays until dismissed or tried again. */
export function FailureAlert({ failure, onDismiss }: FailureAlertProps): ReactNode {
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
      onClose={onDismiss}
    >
      {error.message}
      {error.hint === undefined ? null : <> {error.hint}</>}
    </Alert>
  );
}
