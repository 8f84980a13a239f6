import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ErrorCode } from '@umlaut/contracts/errors';
import { IconAlertTriangle } from '../../components/icons.ts';
import { Remedy } from '../../components/remedy.tsx';
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
      {error.hint === undefined ? null : <Hint code={error.code} text={error.hint} />}
    </Alert>
  );
}

/** What an interface lacks on this host is granted by a command, to be copied. */
function Hint({ code, text }: { code: ErrorCode; text: string }): ReactNode {
  return code === 'NIC_UNAVAILABLE' ? <Remedy remedy={text} /> : <> {text}</>;
}
