import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconServer } from '../../components/icons.ts';
import { Page } from '../../components/page.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';

/** A machine that is not there: never was, or was deleted while it was being looked at (`name`). */
export function MachineMissing({ machineId, name }: { machineId: string; name: string | null }): ReactNode {
  const title = name === null ? 'No such machine' : `${name} was deleted`;
  usePageTitle(title, 'Machines');
  return (
    <Page>
      <div aria-live="polite">
        <h1 className="u-sr-only">Machine</h1>
        <EmptyState
          icon={IconServer}
          title={title}
          actions={
            <Button renderRoot={(props) => <Link to="/machines" {...props} />} variant="default">
              All machines
            </Button>
          }
        >
          {name === null ? (
            <>
              There is no machine with the id <span className="u-mono">{machineId}</span>. It may have been
              deleted, or the address is incomplete.
            </>
          ) : (
            'The machine, its disks and its console history are gone.'
          )}
        </EmptyState>
      </div>
    </Page>
  );
}
