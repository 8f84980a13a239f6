import { Drawer, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Task } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconListCheck } from '../../components/icons.ts';
import { tasksQuery } from '../../live/live-queries.ts';
import { useTaskDrawer } from '../../machine-actions/task-drawer-store.ts';
import { TaskCard } from './task-card.tsx';
import classes from './task-drawer.module.css';

/** Running and recent tasks, newest first, with what became of each machine. */
export function TaskDrawer(): ReactNode {
  const { opened, set } = useTaskDrawer();
  return (
    <Drawer
      opened={opened}
      onClose={() => {
        set(false);
      }}
      position="right"
      size={420}
      title="Tasks"
      overlayProps={{ backgroundOpacity: 0.2 }}
      transitionProps={{ duration: 140 }}
      classNames={{ body: classes['body'] ?? '' }}
      closeButtonProps={{ 'aria-label': 'Close tasks' }}
    >
      <TaskList />
    </Drawer>
  );
}

function TaskList(): ReactNode {
  const { data, isPending, error, refetch } = useQuery(tasksQuery);
  if (isPending) return <Skeleton height={72} />;
  if (error !== null && data === undefined) {
    return <ErrorState title="Tasks could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (data.items.length === 0) {
    return (
      <EmptyState icon={IconListCheck} title="No tasks yet">
        What takes more than a moment is shown here while it runs: bulk actions, clones, imports, image
        builds.
      </EmptyState>
    );
  }
  return (
    <ul className={classes['list']}>
      {data.items.toSorted(newestFirst).map((task) => (
        <li key={task.id}>
          <TaskCard task={task} />
        </li>
      ))}
    </ul>
  );
}

function newestFirst(a: Task, b: Task): number {
  const running = Number(b.state === 'running') - Number(a.state === 'running');
  return running === 0 ? b.startedAt.localeCompare(a.startedAt) : running;
}
