import { Button, Progress, UnstyledButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Task } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { IconCheck, IconChevronDown, IconChevronRight, IconX } from '../../components/icons.ts';
import type { StatusTone } from '../../components/machine-status.ts';
import { formatDuration } from '../../components/format-time.ts';
import { notifyError } from '../../components/notify.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { RelativeTime } from '../../components/time-text.tsx';
import { orpc } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import classes from './task-drawer.module.css';
import { describeTask } from './task-text.ts';

const STATES: Readonly<Record<Task['state'], { tone: StatusTone; label: string }>> = {
  running: { tone: 'busy', label: 'Running' },
  succeeded: { tone: 'good', label: 'Done' },
  failed: { tone: 'bad', label: 'Failed' },
  cancelled: { tone: 'idle', label: 'Cancelled' },
};

/** One task: what it is, how far, and the results so far. */
export function TaskCard({ task }: { task: Task }): ReactNode {
  const state = STATES[task.state];
  return (
    <article aria-label={task.title}>
      <div className={classes['line']}>
        <span className={`u-truncate ${classes['title']}`} title={task.title}>
          {task.title}
        </span>
        <span className={classes['end']}>
          {task.state === 'running' && task.cancellable ? (
            <CancelButton task={task} />
          ) : (
            <StatusBadge tone={state.tone} label={state.label} />
          )}
        </span>
      </div>
      {task.state === 'running' ? <TaskProgress task={task} /> : null}
      <div className={classes['detail']}>
        <span>{tookOf(task) ?? describeTask(task)}</span>
        <RelativeTime at={task.endedAt ?? task.startedAt} />
      </div>
      {task.state === 'failed' && task.error?.hint !== undefined ? (
        <div className={classes['detail']}>{task.error.hint}</div>
      ) : null}
      {task.items.length === 0 ? null : <TaskItems task={task} />}
    </article>
  );
}

/** For a task over one thing that went well, the badge says it all: how long it took is what is left. */
function tookOf({ state, items, startedAt, endedAt }: Task): string | null {
  if (state !== 'succeeded' || endedAt === null || items.length > 0) return null;
  return `Took ${formatDuration(Date.parse(endedAt) - Date.parse(startedAt))}`;
}

function TaskProgress({ task }: { task: Task }): ReactNode {
  const known = task.progress !== null;
  return (
    <Progress
      className={classes['progress'] ?? ''}
      size={4}
      value={known ? (task.progress ?? 0) * 100 : 100}
      animated={!known}
      aria-label={`Progress of ${task.title}`}
      transitionDuration={150}
    />
  );
}

function CancelButton({ task }: { task: Task }): ReactNode {
  const cancel = useMutation(
    orpc.tasks.cancel.mutationOptions({
      onError: (error) => {
        notifyError('The task could not be cancelled', toUmlautError(error));
      },
    }),
  );
  return (
    <Button
      variant="default"
      size="compact-xs"
      loading={cancel.isPending}
      aria-label={`Cancel ${task.title}`}
      onClick={() => {
        cancel.mutate({ id: task.id });
      }}
    >
      Cancel
    </Button>
  );
}

function TaskItems({ task }: { task: Task }): ReactNode {
  const failed = task.items.filter(({ ok }) => !ok);
  const [opened, setOpened] = useState(false);
  // What failed is worth a look without a click.
  const shown = opened ? task.items : failed;
  return (
    <>
      {task.items.length === failed.length ? null : (
        <UnstyledButton
          className={classes['toggle']}
          aria-expanded={opened}
          onClick={() => {
            setOpened(!opened);
          }}
        >
          {opened ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          {opened ? 'Hide results' : `All ${task.items.length} results`}
        </UnstyledButton>
      )}
      {shown.length === 0 ? null : (
        <ul className={classes['items']}>
          {shown.map((item) => (
            <li key={item.id}>
              <span className={item.ok ? classes['good'] : classes['bad']}>
                {item.ok ? (
                  <IconCheck size={14} aria-label="Done" />
                ) : (
                  <IconX size={14} aria-label="Failed" />
                )}
              </span>
              <span>
                <Link to="/machines/$machineId" params={{ machineId: item.id }}>
                  {item.name}
                </Link>
                {item.error === null ? null : `: ${item.error.message}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
