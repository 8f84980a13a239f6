import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ConsoleRef, Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { loginConsoles } from '../../components/login-consoles.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconLayoutGrid } from './workspace-icons.ts';
import classes from './workspace.module.css';

export interface EmptyWorkspaceProps {
  machines: readonly Machine[];
  onChoose: () => void;
  onOpenAll: (refs: ConsoleRef[]) => void;
}

/** Before anything is open: what this place is for, and the two quickest ways to fill it. */
export function EmptyWorkspace({ machines, onChoose, onOpenAll }: EmptyWorkspaceProps): ReactNode {
  const logins = loginConsoles(machines.filter(({ state }) => state.phase !== 'stopped'));
  return (
    <div className={classes['empty']}>
      <EmptyState
        icon={IconLayoutGrid}
        title="No console is open"
        actions={
          machines.length === 0 ? (
            <Button component={Link} to="/machines">
              Go to the machines
            </Button>
          ) : (
            <>
              <Button onClick={onChoose}>Open consoles…</Button>
              {logins.length < 2 ? null : (
                <Button variant="default" onClick={() => onOpenAll(logins)}>
                  Tile the logins of {logins.length} running machines
                </Button>
              )}
            </>
          )
        }
      >
        Put consoles of any machines side by side: split, drag and resize them, type into several at once.
        What you arrange here stays, in every browser that you sign in with.
      </EmptyState>
    </div>
  );
}
