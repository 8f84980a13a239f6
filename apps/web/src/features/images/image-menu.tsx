import type { Image } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ActionMenu } from '../../components/action-menu.tsx';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { IconPencil, IconStar, IconTrash } from '../../components/icons.ts';
import { notifyError } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { openInUseDialog } from '../../machine-actions/in-use-dialog.tsx';
import { openImageDialog } from './image-dialog.tsx';
import { ImageUserList } from './image-user-list.tsx';

/** What can be done to an image. */
export function ImageMenu({ image }: { image: Image }): ReactNode {
  const remove = (): void => {
    if (image.machineCount === 0) {
      confirmRemoval(image);
      return;
    }
    openInUseDialog(image.label, <ImageUserList image={image} />);
  };
  return (
    <ActionMenu
      label={`Actions of ${image.label}`}
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

function confirmRemoval(image: Image): void {
  openConfirmDialog({
    title: `Delete ${image.label}?`,
    body: `The file of ${formatBytes(image.allocatedBytes)} goes for good. No machine uses it.`,
    confirmLabel: 'Delete image',
    danger: true,
    onConfirm: () => api.images.remove({ id: image.id }),
  });
}
