import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import type { MachineId, ShareEntry, ShareEntryKind } from '@umlaut/contracts/model';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ActionMenu } from '../../components/action-menu.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import {
  IconDownload,
  IconFile,
  IconFolder,
  IconLink,
  IconPencil,
  IconPlugX,
  IconTrash,
} from '../../components/icons.ts';
import tableClasses from '../../components/table.module.css';
import { RelativeTime } from '../../components/time-text.tsx';
import { guestPath, joinShare, shareUrl } from '../../lib/share-address.ts';
import { confirmRemoval } from './confirm-removal.ts';
import { openNameDialog } from './name-dialog.tsx';
import classes from './share.module.css';

const ICONS: Readonly<Record<ShareEntryKind, Icon>> = {
  file: IconFile,
  folder: IconFolder,
  link: IconLink,
  other: IconPlugX,
};

const REMARKS: Readonly<Record<ShareEntryKind, string | null>> = {
  file: null,
  folder: null,
  link: 'A link: not followed from here',
  other: 'A pipe, socket or device',
};

export interface ShareRowProps {
  machineId: MachineId;
  folder: string;
  entry: ShareEntry;
  onFolder: (folder: string) => void;
}

export function ShareRow({ machineId, folder, entry, onFolder }: ShareRowProps): ReactNode {
  const { name, shownName, kind, sizeBytes, changedAt } = entry;
  const path = name === null ? null : joinShare(folder, name);
  const remark = name === null ? 'Its name is not UTF-8: change it in the guest' : REMARKS[kind];
  const Glyph = ICONS[kind];
  return (
    <tr aria-label={shownName}>
      <th scope="row">
        <span className={classes['name']}>
          <Glyph size={16} stroke={1.6} aria-hidden />
          {kind === 'folder' && path !== null ? (
            <UnstyledButton
              className={classes['step'] ?? ''}
              onClick={() => {
                onFolder(path);
              }}
            >
              {shownName}
            </UnstyledButton>
          ) : (
            <span>{shownName}</span>
          )}
        </span>
        {remark === null ? null : <span className={tableClasses['sub']}>{remark}</span>}
      </th>
      <td className={tableClasses['figure']}>{kind === 'file' ? formatBytes(sizeBytes) : null}</td>
      <td className={tableClasses['wide']}>
        <RelativeTime at={changedAt} />
      </td>
      <td className={tableClasses['end']}>
        {path === null || name === null ? null : (
          <span className={classes['actions']}>
            {kind === 'file' ? (
              <Tooltip label={`Download ${shownName}`}>
                <ActionIcon
                  component="a"
                  href={shareUrl('download', machineId, path)}
                  download={name}
                  aria-label={`Download ${shownName}`}
                >
                  <IconDownload size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            ) : null}
            <CopyButton value={guestPath(path)} label={`Copy the guest's path of ${shownName}`} />
            <ActionMenu
              label={`Actions of ${shownName}`}
              items={[
                {
                  label: 'Rename',
                  icon: IconPencil,
                  onSelect: () => {
                    openNameDialog({ kind: 'rename', machineId, folder, entry: { name, shownName } });
                  },
                },
                {
                  label: 'Delete',
                  icon: IconTrash,
                  danger: true,
                  onSelect: () => {
                    confirmRemoval({ machineId, path, shownName, kind });
                  },
                },
              ]}
            />
          </span>
        )}
      </td>
    </tr>
  );
}
