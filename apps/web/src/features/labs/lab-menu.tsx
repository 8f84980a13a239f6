import { useNavigate } from '@tanstack/react-router';
import { API_PREFIX } from '@umlaut/contracts/http';
import type { LabSummary } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ActionMenu } from '../../components/action-menu.tsx';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { IconDownload, IconPencil, IconTrash } from '../../components/icons.ts';
import { notifyError, notifySuccess } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { openLabDialog } from './lab-dialog.tsx';

export interface LabMenuProps {
  lab: LabSummary;
  /** Leaves the lab's own page when it is gone. */
  isOpen?: boolean;
  /** Of a lab that is being drawn: resolves once the server has all of it, and rejects when that may take long. */
  whenSaved?: () => Promise<void>;
}

/** What can be done with a lab as a whole. */
export function LabMenu({ lab, isOpen = false, whenSaved }: LabMenuProps): ReactNode {
  const navigate = useNavigate();
  return (
    <ActionMenu
      label={`Actions of ${lab.name}`}
      items={[
        { label: 'Rename', icon: IconPencil, onSelect: () => openLabDialog({ kind: 'change', lab }) },
        { label: 'Download as a file', icon: IconDownload, onSelect: () => void download(lab, whenSaved) },
        {
          label: 'Delete',
          icon: IconTrash,
          danger: true,
          onSelect: () =>
            openConfirmDialog({
              title: `Delete ${lab.name}?`,
              body: bodyOf(lab),
              confirmLabel: 'Delete lab',
              danger: true,
              onConfirm: async () => {
                await api.labs.remove({ id: lab.id });
                if (isOpen) await navigate({ to: '/labs' });
              },
            }),
        },
      ]}
    />
  );
}

/** The server names the file. It writes what it has, so what was drawn a moment ago must be there first. */
async function download({ id, name }: LabSummary, whenSaved: LabMenuProps['whenSaved']): Promise<void> {
  try {
    await whenSaved?.();
  } catch (error) {
    notifyError(`${name} was not downloaded`, toUmlautError(error));
    return;
  }
  const link = document.createElement('a');
  link.href = `${API_PREFIX}/labs/${id}/file`;
  link.download = '';
  link.click();
  notifySuccess(
    `${name} is downloaded as a file`,
    'With all that is drawn, and what its machines are made from; not with what is on their disks.',
  );
}

function bodyOf({ machineIds: { length } }: LabSummary): string {
  const drawing = 'The drawing and its links go for good, with captures of them.';
  if (length === 0) return drawing;
  return `${drawing} ${length === 1 ? 'Its machine stays' : `Its ${length} machines stay`}, without a network.`;
}
