import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import classes from '../console.module.css';
import type { TerminalSession } from '../terminal/terminal-session.ts';

/** At the top of what a terminal holds: the way to what came before. */
export function EarlierNotice({ session }: { session: TerminalSession }): ReactNode {
  const earlier = useStore(session.view, (view) => view.earlier);
  const navigate = useNavigate();
  if (earlier === null) return null;
  const { machineId, console } = session.address;
  return (
    <output className={classes['notice']} data-tone="idle">
      <span>There is more before this.</span>
      {earlier === 'history' ? null : (
        <Button size="compact-xs" variant="default" onClick={() => session.pager.more()}>
          Show more
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          const search = { tab: 'history' as const, console };
          void navigate({ to: '/machines/$machineId', params: { machineId }, search });
        }}
      >
        History
      </Button>
    </output>
  );
}
