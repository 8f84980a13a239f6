import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { NIC_COUNT, type LabSummary, type Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconNetwork, IconPlus } from '../../components/icons.ts';
import { Panel } from '../../components/panel.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { labsQuery } from '../../live/live-queries.ts';
import { openAddNicDialog } from '../../machine-actions/nics/nic-dialog.tsx';
import classes from './nics.module.css';
import { NicTable } from './nic-table.tsx';

/** The network interfaces of a machine, and where each is plugged in. */
export function Nics({ machine }: { machine: Machine }): ReactNode {
  const { data: labs, error, isPending, refetch } = useQuery({ ...labsQuery, select: ({ items }) => items });
  const addButton = (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconPlus size={14} aria-hidden />}
      disabled={machine.nics.length >= NIC_COUNT}
      onClick={() => openAddNicDialog(machine)}
    >
      Add interface
    </Button>
  );
  if (isPending) return <TableSkeleton rows={2} label="Loading interfaces" />;
  if (labs === undefined) {
    return (
      <ErrorState title="The interfaces could not be loaded" error={error} onRetry={() => void refetch()} />
    );
  }
  if (machine.nics.length === 0) {
    return (
      <EmptyState icon={IconNetwork} title="No network interface" actions={addButton}>
        With an interface the machine can be linked to others in a lab. One that runs gets it at once.
      </EmptyState>
    );
  }
  const lab = labs.find(({ machineIds }) => machineIds.includes(machine.id));
  return (
    <Panel title="Network interfaces" note={<Where lab={lab} />} aside={addButton}>
      <NicTable machine={machine} lab={lab} />
    </Panel>
  );
}

function Where({ lab }: { lab: LabSummary | undefined }): ReactNode {
  if (lab === undefined) {
    return (
      <>
        in no lab:{' '}
        <Link to="/labs" className={classes['place']}>
          add it to one
        </Link>
      </>
    );
  }
  return (
    <>
      in{' '}
      <Link to="/labs/$labId" params={{ labId: lab.id }} className={classes['place']}>
        {lab.name}
      </Link>
    </>
  );
}
