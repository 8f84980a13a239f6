import { useQuery } from '@tanstack/react-query';
import { imageName, type Image } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ActionMenu } from '../../components/action-menu.tsx';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { IconPencil, IconStar, IconTrash } from '../../components/icons.ts';
import { notifyError } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { imagesQuery } from '../../live/live-queries.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { openInUseDialog } from '../../machine-actions/in-use-dialog.tsx';
import { openImageDialog } from './image-dialog.tsx';
import { ImageUserList } from './image-user-list.tsx';

/** What can be done to an image. */
export function ImageMenu({ image }: { image: Image }): ReactNode {
  const { data } = useQuery(imagesQuery);
  const name = imageName(image, data?.items ?? []);
  const remove = (): void => {
    if (image.machineCount === 0) {
      confirmRemoval(image, name);
      return;
    }
    openInUseDialog(name, <ImageUserList image={image} />);
  };
  return (
    <ActionMenu
      label={`Actions of ${name}`}
      items={[
        {
          label: 'Rename or describe',
          icon: IconPencil,
          onSelect: () => {
            openImageDialog(image);
          },
        },
        {
          label: 'Make default',
          icon: IconStar,
          disabled: image.isDefault || image.problem !== null,
          onSelect: () => void makeDefault(image),
        },
        { label: 'Delete', icon: IconTrash, danger: true, onSelect: remove },
      ]}
    />
  );
}

async function makeDefault(image: Image): Promise<void> {
  try {
    await api.images.update({ id: image.id, isDefault: true });
  } catch (error) {
    notifyError(`${image.label} was not made the default`, toUmlautError(error));
  }
}

function confirmRemoval(image: Image, name: string): void {
  openConfirmDialog({
    title: `Delete ${name}?`,
    body: `The file of ${formatBytes(image.allocatedBytes)} goes for good. No machine uses it.`,
    confirmLabel: 'Delete image',
    danger: true,
    onConfirm: () => api.images.remove({ id: image.id }),
  });
}
