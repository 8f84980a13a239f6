import { Button, Group, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { Machine } from '@umlaut/contracts/model';
import { MachineNames } from './machine-names.tsx';

/** Says which machines keep an image or a kernel from being deleted. */
export function openInUseDialog(label: string, machines: readonly Machine[]): void {
  const id = modals.open({
    title: `${label} is in use`,
    children: (
      <>
        <Text size="sm">
          {machines.length === 0 ? 'Machines need it.' : <MachineNames machines={machines} />}{' '}
          {machines.length === 1 ? 'needs' : machines.length === 0 ? '' : 'need'}
          {machines.length === 0 ? '' : ' it.'} Delete them first, or give them another one.
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button
            size="sm"
            variant="default"
            data-autofocus
            onClick={() => {
              modals.close(id);
            }}
          >
            Close
          </Button>
        </Group>
      </>
    ),
  });
}
