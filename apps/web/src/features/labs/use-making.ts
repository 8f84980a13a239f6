import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { fromWireError, type UmlautError } from '@umlaut/contracts/errors';
import type { LabId, Task, TaskId } from '@umlaut/contracts/model';
import { useEffect, useEffectEvent, useState } from 'react';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { tasksQuery } from '../../live/live-queries.ts';

/** A lab whose machines are being made. */
export interface BegunLab {
  labId: LabId;
  taskId: TaskId;
}

export interface Making {
  /** Undefined: just begun, and not heard of yet. */
  task: Task | undefined;
  /** Nothing was made: it failed or was cancelled. */
  hasEnded: boolean;
  error: UmlautError | null;
  cancel: () => Promise<void>;
}

/** Follows the making of a lab, and goes to it when it is there. `onOver`: there, or cancelled. */
export function useMaking({ labId, taskId }: BegunLab, onOver: () => void): Making {
  const navigate = useNavigate();
  const { data: task } = useQuery({
    ...tasksQuery,
    select: ({ items }) => items.find(({ id }) => id === taskId),
  });
  const [failure, setFailure] = useState<UmlautError | null>(null);
  const tellOver = useEffectEvent(onOver);
  const state = task?.state;
  useEffect(() => {
    if (state !== 'succeeded' && state !== 'cancelled') return;
    tellOver();
    if (state === 'succeeded') void navigate({ to: '/labs/$labId', params: { labId } });
  }, [state, labId, navigate]);
  return {
    task,
    hasEnded: state === 'failed' || state === 'cancelled',
    error: task?.error === undefined || task.error === null ? failure : fromWireError(task.error),
    cancel: async () => {
      try {
        await api.tasks.cancel({ id: taskId });
      } catch (thrown) {
        setFailure(toUmlautError(thrown));
      }
    },
  };
}
