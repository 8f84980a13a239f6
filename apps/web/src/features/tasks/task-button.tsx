import { ActionIcon, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { IconListCheck } from '../../components/icons.ts';
import { tasksQuery } from '../../live/live-queries.ts';
import { useTaskDrawer } from '../../machine-actions/task-drawer-store.ts';
import classes from './task-button.module.css';

/** Opens the task drawer; counts what runs. */
export function TaskButton(): ReactNode {
  const { data: running = 0 } = useQuery({
    ...tasksQuery,
    select: (list) => list.items.filter(({ state }) => state === 'running').length,
  });
  const { opened, set } = useTaskDrawer();
  const label = running === 0 ? 'Tasks' : `Tasks, ${running} running`;
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={32}
        aria-label={label}
        aria-expanded={opened}
        className={classes['button']}
        onClick={() => {
          set(!opened);
        }}
      >
        <IconListCheck size={18} stroke={1.7} aria-hidden />
        {running === 0 ? null : (
          <span className={classes['count']} aria-hidden>
            {running > 99 ? '99+' : running}
          </span>
        )}
      </ActionIcon>
    </Tooltip>
  );
}
