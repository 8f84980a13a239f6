import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Machine, PresentState as Present } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { Tag } from '../../components/tag.tsx';
import { tasksQuery } from '../../live/live-queries.ts';
import classes from './snapshots.module.css';

const READINESS: Readonly<Record<Present['readiness'], string | null>> = {
  ready: null,
  copying: 'Its disks are being made from the snapshot. A start waits for them.',
  waiting: 'Its disks have still to be made from the snapshot. A start does it.',
};

export interface PresentStateProps {
  machine: Machine;
  present: Present;
}

/** What the machine has now, below the snapshot that it comes from. */
export function PresentState({ machine, present }: PresentStateProps): ReactNode {
  const { data: progress = null } = useQuery({
    ...tasksQuery,
    select: ({ items }) => items.find(({ id }) => id === present.taskId)?.progress ?? null,
  });
  const words = READINESS[present.readiness];
  return (
    <li className={classes['item']} aria-current="true">
      <div className={`${classes['card']} ${classes['present']}`}>
        <div className={classes['title']}>
          <strong>Present state</strong>
          <Tag tone="good">now</Tag>
          {machine.state.phase === 'stopped' ? null : <Tag>running</Tag>}
        </div>
        <p className={classes['facts']}>{words ?? `${formatBytes(present.allocatedBytes)} on the host`}</p>
        {present.readiness === 'copying' && progress !== null ? (
          <Progress value={progress * 100} size="sm" aria-label="Disks made" />
        ) : null}
      </div>
    </li>
  );
}
