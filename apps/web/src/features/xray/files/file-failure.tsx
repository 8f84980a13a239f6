import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from '../../../components/error-state.tsx';
import { IconAlertTriangle } from '../../../components/icons.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import classes from './files.module.css';
import type { GuestFileRequest } from './use-guest-file.ts';

export interface FileFailureProps {
  request: GuestFileRequest;
  error: unknown;
  onAgain: () => void;
  onAnywhere: () => void;
}

/** Why a file was not read; where only the danger stands in the way, what the danger is. */
export function FileFailure({ request, error, onAgain, onAnywhere }: FileFailureProps): ReactNode {
  const failure = toUmlautError(error);
  if (failure.code !== 'GUEST_PATH_UNSAFE') {
    return <ErrorState title={`${request.path} was not read`} error={error} onRetry={onAgain} />;
  }
  return (
    <div className={classes['danger']} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <h3>{failure.message}.</h3>
        <p>
          A fifo, a socket or a terminal never ends: the kernel’s work queue would wait for it for good. Then
          nothing can be read any more, no device can be added, and the machine cannot be paused, until it is
          restarted. Programs in the guest would run on.
        </p>
        {canBeForced(failure.details) && !request.anywhere ? (
          <Button color="red" variant="light" size="sm" onClick={onAnywhere}>
            Read it all the same
          </Button>
        ) : (
          <p>It is not read from here. {failure.hint}.</p>
        )}
      </div>
    </div>
  );
}

function canBeForced(details: Readonly<Record<string, unknown>> | undefined): boolean {
  return details?.['isNever'] !== true;
}
