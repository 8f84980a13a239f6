import { Button, Group, Progress, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';
import { ErrorAlert } from '../../../components/confirm-dialog.tsx';
import { useMaking, type BegunLab } from '../use-making.ts';

/** How far the making of a lab is; goes to the lab when it is there. */
export function MakingLab(begun: BegunLab): ReactNode {
  const { task, hasEnded, error, cancel } = useMaking(begun, () => modals.closeAll());
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
