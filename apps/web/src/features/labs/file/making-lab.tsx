import { Button, Group, Progress, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { fromWireError, type UmlautError } from '@umlaut/contracts/errors';
import type { LabId, TaskId } from '@umlaut/contracts/model';
import { useEffect, useState, type ReactNode } from 'react';
import { ErrorAlert } from '../../../components/confirm-dialog.tsx';
import { api } from '../../../lib/api-client.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { tasksQuery } from '../../../live/live-queries.ts';

/** How far the making of a lab is; goes to the lab when it is there. */
export function MakingLab({ labId, taskId }: { labId: LabId; taskId: TaskId }): ReactNode {
  const navigate = useNavigate();
  const { data: task } = useQuery({
    ...tasksQuery,
    select: ({ items }) => items.find(({ id }) => id === taskId),
  });
  const [failure, setFailure] = useState<UmlautError | null>(null);
  const state = task?.state;
  useEffect(() => {
    if (state === 'succeeded') {
      modals.closeAll();
      void navigate({ to: '/labs/$labId', params: { labId } });
    }
    if (state === 'cancelled') modals.closeAll();
  }, [state, labId, navigate]);
  const cancel = async (): Promise<void> => {
    try {
      await api.tasks.cancel({ id: taskId });
    } catch (thrown) {
      setFailure(toUmlautError(thrown));
    }
  };
  const error = task?.error === undefined || task.error === null ? failure : fromWireError(task.error);
  const hasEnded = state === 'failed' || state === 'cancelled';
  return (
    <>
      <Text size="sm" component="output">
        {hasEnded ? 'Nothing was made.' : (task?.step ?? 'Beginning')}
      </Text>
      {hasEnded ? null : (
        <Progress mt="sm" value={(task?.progress ?? 0) * 100} animated aria-label="Machines made" />
      )}
      {error === null ? null : <ErrorAlert error={error} />}
      <Group justify="flex-end" mt="lg">
        {hasEnded ? (
          <Button variant="default" size="sm" data-autofocus onClick={() => modals.closeAll()}>
            Close
          </Button>
        ) : (
          <Button
            variant="default"
            size="sm"
            disabled={task?.cancellable === false}
            onClick={() => void cancel()}
          >
            Cancel
          </Button>
        )}
      </Group>
    </>
  );
}
