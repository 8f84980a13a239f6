import type { RootDirectory } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import classes from './disks.module.css';

export interface RootCardProps {
  root: RootDirectory;
  /** The guest has it now. */
  isLive: boolean;
}

/** The directory that a machine boots from. There is nothing to grow, merge or plug: it is a folder of the host. */
export function RootCard({ root, isLive }: RootCardProps): ReactNode {
  const { path, allocatedBytes, problem } = root;
  return (
    <article className={classes['card']} aria-label="Root directory">
      <header>
        <h2>Root directory</h2>
        <span className={classes['flags']} />
        <StatusBadge
          tone={problem === null ? 'good' : 'bad'}
          label={problem !== null ? 'Cannot be used' : isLive ? 'In use' : 'Sound'}
        />
      </header>
      {problem === null ? null : (
        <div role="alert">
          <ProblemNote>{problem}</ProblemNote>
        </div>
      )}
      <dl className={classes['facts']}>
        <dt>Kind</dt>
        <dd>Directory on the host, by hostfs</dd>
        <dt>Used on the host</dt>
        <dd className="u-num">
          {allocatedBytes === null ? 'could not be counted' : formatBytes(allocatedBytes)}
        </dd>
        <dt>Size in the guest</dt>
        <dd>as much as the host has room for</dd>
        <dt>Folder</dt>
        <dd className={`u-mono ${classes['path']}`}>
          <span>{path}</span>
          <CopyButton value={path} label="Copy the path of the root directory" />
        </dd>
      </dl>
    </article>
  );
}
