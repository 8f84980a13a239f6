import { Button } from '@mantine/core';
import type { UmlautError } from '@umlaut/contracts/errors';
import type { ReactNode } from 'react';
import { LogoMark } from '../../../components/logo-mark.tsx';
import { errorText } from '../../../lib/error-text.ts';
import classes from './guest.module.css';

const TITLES: Partial<Record<UmlautError['code'], string>> = {
  GUEST_LINK_INVALID: 'This link opens nothing',
  GUEST_LINK_EXPIRED: 'This link has expired',
  GUEST_LINK_REVOKED: 'This link was revoked',
  SERVER_UNREACHABLE: 'The server does not answer',
};

/** Why a guest sees nothing. */
export function GuestProblem({ error, onRetry }: { error: UmlautError; onRetry: () => void }): ReactNode {
  const isOver = error.code.startsWith('GUEST_LINK_');
  const hint = error.hint ?? (isOver ? 'Ask whoever gave it to you for a new one.' : undefined);
  return (
    <main className={classes['middle']}>
      <div className={classes['card']} role="alert">
        <LogoMark size={40} />
        <h1>{TITLES[error.code] ?? 'The link could not be opened'}</h1>
        <p>{errorText({ message: error.message, hint })}</p>
        {isOver ? null : (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </main>
  );
}
