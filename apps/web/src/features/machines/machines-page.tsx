import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { IconPlus } from '../../components/icons.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Page } from '../../components/page.tsx';
import { useMachines } from '../../machine-actions/use-machine.ts';
import { openCreateDialog } from './create-dialog.tsx';
import { MachineBrowser } from './machine-browser.tsx';
import { MachineListSkeleton } from './machine-list-skeleton.tsx';
import { MachineTotals } from './machine-totals.tsx';
import { NoMachines } from './no-machines.tsx';

/** All machines: filter, sort, act on one or on many. */
export function MachinesPage(): ReactNode {
  const { data, error, isPending, refetch } = useMachines();
  return (
    <Page height="fill">
      <PageHeader title="Machines" meta={data === undefined ? null : <MachineTotals machines={data.items} />}>
        {data?.items.length === 0 ? null : (
          <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={openCreateDialog}>
            New machine
          </Button>
        )}
      </PageHeader>
      {data !== undefined ? (
        data.items.length === 0 ? (
          <NoMachines />
        ) : (
          <MachineBrowser machines={data.items} />
        )
      ) : isPending ? (
        <MachineListSkeleton />
      ) : (
        <ErrorState title="The machines could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
}
