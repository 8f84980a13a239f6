import { Button, Group, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';

/** Says who keeps an image or a kernel from being deleted. */
export function openInUseDialog(label: string, users: ReactNode): void {
  const id = modals.open({
    title: `${label} is in use`,
    children: (
      <>
        <Text size="sm" component="div">
          {users}
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
