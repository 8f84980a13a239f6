import type { MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../../components/loading.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { IconCheck } from '../../../components/icons.ts';
import { IncidentDetail } from './incident-detail.tsx';
import { IncidentList } from './incident-list.tsx';
import classes from './incidents.module.css';
import { useIncidents } from './use-incidents.ts';

export interface IncidentsViewProps {
  machineId: MachineId;
  /** The one that a person picked; null: the newest. */
  picked: number | null;
  onPick: (id: number) => void;
}

/** Everything that went wrong inside a machine, and what was kept of it. */
export function IncidentsView({ machineId, picked, onPick }: IncidentsViewProps): ReactNode {
  const { data, error, refetch } = useIncidents(machineId);
  if (data === undefined) {
    if (error === null) return <Loading height={200} />;
    const retry = (): void => void refetch();
    return <ErrorState title="The incidents could not be read" error={error} onRetry={retry} />;
  }
  const selected = picked ?? data[0]?.id ?? null;
  if (selected === null) {
    return (
      <EmptyState icon={IconCheck} title="Nothing has gone wrong">
        Panics, hangs, kills for want of memory and warnings of the kernel appear here, each with its trace,
        the kernel’s last lines and what the kernel answered at that moment.
      </EmptyState>
    );
  }
  return (
    <div className={classes['incidents']}>
      <IncidentList incidents={data} selected={selected} onSelect={onPick} />
      <IncidentDetail key={selected} machineId={machineId} incidentId={selected} />
    </div>
  );
}
