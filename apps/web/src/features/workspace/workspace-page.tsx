import { useQuery } from '@tanstack/react-query';
import type { ConsoleRef, Machine, WorkspaceLayout } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { Page } from '../../components/page.tsx';
import { PagePending } from '../../components/page-pending.tsx';
import { useMachines } from '../../machine-actions/use-machine.ts';
import { keepConsoles } from './arrange.ts';
import { Workspace, type WorkspaceProps } from './workspace.tsx';
import { workspaceQuery } from './workspace-query.ts';

export type WorkspacePageProps = Omit<WorkspaceProps, 'machines' | 'saved'>;

/** Consoles of many machines beside each other, as one left them. */
export function WorkspacePage(props: WorkspacePageProps): ReactNode {
  const machines = useMachines();
  const workspace = useQuery(workspaceQuery);
  const [saved, setSaved] = useState<{ layout: WorkspaceLayout } | null>(null);
  const { data: list } = machines;
  const { data: stored } = workspace;
  // What was loaded first counts: a later answer must not undo what was arranged since.
  if (saved === null && list !== undefined && stored !== undefined) {
    setSaved({ layout: keepConsoles(stored.layout, (ref) => exists(list.items, ref)) });
  }

  const failed = [machines, workspace].find((query) => query.isError);
  if (saved !== null && list !== undefined) {
    return <Workspace {...props} machines={list.items} saved={saved.layout} />;
  }
  if (failed === undefined) return <PagePending />;
  return (
    <Page>
      <ErrorState
        title="The workspace could not be loaded"
        error={failed.error}
        onRetry={() => void failed.refetch()}
      />
    </Page>
  );
}

/** Machines that were deleted since, and consoles they lost, are left out. */
function exists(machines: readonly Machine[], ref: ConsoleRef): boolean {
  return machines.some(({ id, consoles }) => id === ref.machineId && consoles.includes(ref.console));
}
