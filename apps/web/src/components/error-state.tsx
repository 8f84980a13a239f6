import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorText } from '../lib/error-text.ts';
import { toUmlautError } from '../lib/read-error.ts';
import { IconAlertTriangle, IconRefresh } from './icons.ts';
import classes from './state-panel.module.css';

export interface ErrorStateProps {
  title: string;
  error: unknown;
  onRetry?: () => void;
}

/** What could not be shown, why, and the way to try again. */
export function ErrorState({ title, error, onRetry }: ErrorStateProps): ReactNode {
  const failure = toUmlautError(error);
  return (
    <div className={classes['panel']} role="alert">
      <div className={`${classes['icon']} ${classes['bad']}`}>
        <IconAlertTriangle size={22} stroke={1.6} aria-hidden />
      </div>
      <h2 className={classes['title']}>{title}</h2>
      <div className={classes['text']}>{errorText(failure)}</div>
      <div className={`${classes['text']} u-mono`}>{failure.code}</div>
      {onRetry === undefined ? null : (
        <div className={classes['actions']}>
          <Button variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
