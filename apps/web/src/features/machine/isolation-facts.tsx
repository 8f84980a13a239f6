import type { Isolation } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import classes from './machine.module.css';

/** What stands between a guest that breaks out and the host, and what would give more. */
export function IsolationFacts({ isolation }: { isolation: Isolation }): ReactNode {
  const sandboxed = isolation.kind === 'bubblewrap';
  return (
    <div className={classes['stack']}>
      <StatusBadge tone={sandboxed ? 'good' : 'warn'} label={sandboxed ? 'Sandboxed' : 'Not sandboxed'} />
      <p>
        {sandboxed
          ? 'UML runs inside bubblewrap: it sees its kernel, its root, its disks, its shared folder and its sockets, and nothing else of the host.'
          : 'UML runs as an ordinary process: a guest that breaks out of its kernel can do whatever its account may.'}{' '}
        It runs as the account <span className="u-mono">{isolation.user}</span>.
      </p>
      {isolation.limitation === null ? null : <p>{isolation.limitation}</p>}
      {isolation.remedy === null ? null : (
        <div className={classes['remedy']}>
          <span>{isolation.remedy}</span>
          <CopyButton value={isolation.remedy} label="Copy what to do" />
        </div>
      )}
    </div>
  );
}
