import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StatusTone } from '../../components/machine-status.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useConnection, type ConnectionState } from '../../live/connection-store.ts';
import classes from './connection-badge.module.css';

const SHOWN: Readonly<Record<ConnectionState['phase'], { tone: StatusTone; label: string; help: string }>> = {
  connecting: { tone: 'busy', label: 'Connecting', help: 'Opening the event stream' },
  online: { tone: 'good', label: 'Live', help: 'What you see follows the server as it happens' },
  offline: { tone: 'warn', label: 'Offline', help: 'Waiting for the server; what you see may be old' },
};

/** Whether the page is live. */
export function ConnectionBadge(): ReactNode {
  const phase = useConnection((store) => store.state.phase);
  const { tone, label, help } = SHOWN[phase];
  return (
    <Tooltip label={help}>
      <output className={classes['badge']} data-connection={phase}>
        <StatusBadge tone={tone} label={label} />
      </output>
    </Tooltip>
  );
}
