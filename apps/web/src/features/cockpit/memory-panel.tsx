import { useQuery } from '@tanstack/react-query';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { orpc } from '../../lib/api-client.ts';
import type { Access } from './access.ts';
import { ControlSection } from './control-row.tsx';
import classes from './controls.module.css';
import { MemoryForm } from './memory-form.tsx';

const REFRESH_MS = 5_000;

export interface MemoryPanelProps {
  machine: Machine;
  access: Access;
}

/** Memory of a running guest as a slider: what it can spare goes back to the host. */
export function MemoryPanel({ machine, access }: MemoryPanelProps): ReactNode {
  const open = access === 'open';
  const query = useQuery({
    ...orpc.xray.memory.queryOptions({ input: { id: machine.id } }),
    enabled: open,
    refetchInterval: REFRESH_MS,
    refetchOnMount: 'always',
  });
  return (
    <ControlSection title="Memory">
      <p className={classes['lead']}>
        Pages that the guest does not use can go back to the host while it runs. The guest still counts them
        in its total, as memory in use.
      </p>
      {open ? null : (
        <p className={classes['warning']}>
          {access === 'paused'
            ? 'A paused guest cannot give or take memory: let it go on first.'
            : 'A guest that shuts down gives everything back by itself.'}
        </p>
      )}
      {open && query.isPending ? <Loading height={180} /> : null}
      {open && query.isError && query.data === undefined ? (
        <ErrorState
          title="The guest did not say what it has"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {open && query.data !== undefined ? (
        <MemoryForm key={machine.id} machineId={machine.id} balance={query.data} />
      ) : null}
    </ControlSection>
  );
}
