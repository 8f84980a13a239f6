import { ActionIcon, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Image } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { IconDots, IconPencil, IconStar, IconTrash } from '../../components/icons.ts';
import { notifyError } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { machinesQuery } from '../../live/live-queries.ts';
import { openInUseDialog } from '../../machine-actions/in-use-dialog.tsx';
import { openImageDialog } from './image-dialog.tsx';

/** What can be done to an image. */
export function ImageMenu({ image }: { image: Image }): ReactNode {
  const queryClient = useQueryClient();
  const remove = (): void => {
    if (image.machineCount === 0) {
      confirmRemoval(image);
      return;
    }
    const machines = queryClient.getQueryData(machinesQuery.queryKey)?.items ?? [];
    openInUseDialog(
      image.label,
      machines.filter(({ imageId }) => imageId === image.id),
    );
  };
  return (
    <Menu position="bottom-end" width={180} shadow="md">
      <Menu.Target>
        <ActionIcon aria-label={`Actions of ${image.label}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={15} aria-hidden />}
          onClick={() => {
            openImageDialog(image);
          }}
        >
          Rename or describe
        </Menu.Item>
        <Menu.Item
          leftSection={<IconStar size={15} aria-hidden />}
          disabled={image.isDefault || image.problem !== null}
          onClick={() => void makeDefault(image)}
        >
          Make default
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item c="var(--u-bad)" leftSection={<IconTrash size={15} aria-hidden />} onClick={remove}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

async function makeDefault(image: Image): Promise<void> {
  try {
    await api.images.update({ id: image.id, isDefault: true });
  } catch (error) {
    notifyError(`${image.label} was not made the default`, toUmlautError(error));
  }
}

function confirmRemoval(image: Image): void {
  openConfirmDialog({
    title: `Delete ${image.label}?`,
    body: `The file of ${formatBytes(image.allocatedBytes)} goes for good. No machine uses it.`,
    confirmLabel: 'Delete image',
    danger: true,
    onConfirm: () => api.images.remove({ id: image.id }),
  });
}
