import { Button, FileButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { DropHint } from '../../components/drop-hint.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconFolder, IconFolderPlus, IconUpload } from '../../components/icons.ts';
import { Notice } from '../../components/notice.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useFileDrop } from '../../components/use-file-drop.ts';
import { api } from '../../lib/api-client.ts';
import { shareKey } from '../../lib/share-address.ts';
import { useShareUploads } from '../../lib/share-upload-store.ts';
import { Breadcrumb } from './breadcrumb.tsx';
import { GuestPlace } from './guest-place.tsx';
import { openNameDialog } from './name-dialog.tsx';
import { ShareTable } from './share-table.tsx';
import { ShareUploads } from './share-uploads.tsx';
import classes from './share.module.css';

/** The guest changes the folder, and nobody tells. */
const REFRESH_MS = 4_000;

export interface ShareProps {
  machine: Machine;
  /** The one that is shown; "" is the share itself. */
  folder: string;
  onFolder: (folder: string) => void;
}

/** The folder that a machine shares with its host. */
export function Share({ machine, folder, onFolder }: ShareProps): ReactNode {
  const { id, state } = machine;
  const start = useShareUploads((store) => store.start);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...shareKey(id), folder],
    queryFn: ({ signal }) => api.share.list({ id, path: folder }, { signal }),
    staleTime: 0,
    gcTime: 10_000,
    refetchInterval: state.phase === 'stopped' ? false : REFRESH_MS,
  });
  const upload = (files: readonly File[]): void => start({ machineId: id, folder, place: id }, files, false);
  const over = useFileDrop(upload);
  return (
    <section className={classes['share']} aria-label="Share folder">
      <GuestPlace folder={folder} />
      <header className={classes['head']}>
        <Breadcrumb folder={folder} onFolder={onFolder} />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFolderPlus size={14} aria-hidden />}
          onClick={() => {
            openNameDialog({ kind: 'folder', machineId: id, folder });
          }}
        >
          New folder
        </Button>
        <FileButton multiple onChange={upload}>
          {(props) => (
            <Button size="xs" leftSection={<IconUpload size={14} aria-hidden />} {...props}>
              Upload
            </Button>
          )}
        </FileButton>
      </header>
      <ShareUploads place={id} />
      {error !== null ? (
        <ErrorState title="The folder could not be read" error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <TableSkeleton rows={3} label="Loading the folder" />
      ) : data.items.length === 0 ? (
        <EmptyState icon={IconFolder} title={folder === '' ? 'Nothing shared yet' : 'An empty folder'}>
          Drop files onto this page, or onto a console of the machine. What the guest puts there appears here.
        </EmptyState>
      ) : (
        <ShareTable machineId={id} folder={folder} items={data.items} onFolder={onFolder} />
      )}
      {data?.isCut === true ? (
        <Notice tone="warn">
          There is more in this folder: only {data.items.length} entries are shown. The guest sees all of
          them.
        </Notice>
      ) : null}
      {over ? <DropHint>Drop files to put them into the share folder</DropHint> : null}
    </section>
  );
}
