import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ErrorState } from '../components/error-state.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { PagePending } from '../components/page-pending.tsx';
import { ConsoleWall } from '../features/console/wall/console-wall.tsx';
import { askFor } from '../lib/workspace-search.ts';
import { useMachines } from '../machine-actions/use-machine.ts';
import classes from './wall-view.module.css';

/** The wall as a page. */
export function WallView({ views }: { views: ReactNode }): ReactNode {
  const { data, error, isPending, refetch } = useMachines();
  const navigate = useNavigate();
  return (
    <div className={classes['page']}>
      <div className={classes['head']}>
        <PageHeader title="Consoles" titleTrail={['Wall']} meta={views} />
      </div>
      {data !== undefined ? (
        <ConsoleWall
          machines={data.items}
          onOpen={(refs) => void navigate({ to: '/consoles', search: { open: askFor(refs) } })}
        />
      ) : isPending ? (
        <PagePending />
      ) : (
        <ErrorState title="The machines could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
    </div>
  );
}
