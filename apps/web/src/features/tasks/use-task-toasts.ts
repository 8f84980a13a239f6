import { notifications } from '@mantine/notifications';
import type { Task } from '@umlaut/contracts/model';
import { useEffect } from 'react';
import { onNumberedEvent } from '../../live/live.ts';
import { useTaskDrawer } from '../../machine-actions/task-drawer-store.ts';
import { describeTask } from './task-text.ts';

/** What a machine's own state tells anyway, and what nobody asked for, needs no toast when it goes well. */
const QUIET_KINDS: readonly Task['kind'][] = ['shutdown', 'reboot', 'disk-copy', 'snapshot-compare'];

/** Tells how tasks ended, wherever one is in the app. */
export function useTaskToasts(): void {
  useEffect(
    () =>
      onNumberedEvent((event) => {
        if (event.type === 'task.changed' && event.task.state !== 'running') announce(event.task);
      }),
    [],
  );
}

function announce(task: Task): void {
  const failed = task.state === 'failed' || task.items.some(({ ok }) => !ok);
  // Who opens a lab is told where they did it.
  if (task.state === 'cancelled' || task.kind === 'lab-open') return;
  if (!failed && (QUIET_KINDS.includes(task.kind) || useTaskDrawer.getState().opened)) return;
  notifications.show({
    id: task.id,
    title: task.title,
    message: describeTask(task),
    color: failed ? 'red' : 'teal',
    autoClose: failed ? 12_000 : 5_000,
  });
}
