import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { consoleName } from '@umlaut/contracts/model';
import { useEffect, type ReactNode } from 'react';
import { consoleLabel } from '../components/console-label.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { IconTerminal } from '../components/icons.ts';
import { PagePending } from '../components/page-pending.tsx';
import { usePageTitle } from '../components/use-page-title.ts';
import { ConsoleWindowPane } from '../features/console/console-window-pane.tsx';
import { sendBack } from '../features/workspace/pop-out.ts';
import { askFor } from '../lib/workspace-search.ts';
import { startLive } from '../live/live.ts';
import { useMachine } from '../machine-actions/use-machine.ts';
import classes from './shell/app-shell.module.css';

/** One console in a browser window of its own, without the rest of the app around it. */
export function ConsoleWindow(): ReactNode {
  const params = useParams({ from: '/window/machines/$machineId/consoles/$console' });
  const { machine, status, error, retry } = useMachine(params.machineId);
  const name = consoleName.safeParse(params.console).data;
  const navigate = useNavigate();
  useEffect(() => startLive(), []);
  usePageTitle(machine?.name ?? 'Console', name === undefined ? '' : consoleLabel(name));

  if (status === 'loading') return <PagePending />;
  if (status === 'error') {
    return <ErrorState title="This machine could not be loaded" error={error} onRetry={retry} />;
  }
  if (machine === undefined || name === undefined || !machine.consoles.includes(name)) {
    return (
      <EmptyState
        icon={IconTerminal}
        title={machine === undefined ? 'There is no such machine' : `${machine.name} has no such console`}
        actions={
          <Button component={Link} to="/machines">
            Go to the machines
          </Button>
        }
      >
        It may have been deleted since this window was opened.
      </EmptyState>
    );
  }
  const back = async (): Promise<void> => {
    const ref = { machineId: machine.id, console: name };
    if (await sendBack(ref)) window.close();
    // No workspace is open, or the browser keeps this window: go there in it.
    await navigate({ to: '/consoles', search: { open: askFor([ref]) } });
  };
  return (
    <main className={classes['window']}>
      <ConsoleWindowPane machine={machine} name={name} onBack={() => void back()} />
    </main>
  );
}
