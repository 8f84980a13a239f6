import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DropHint } from '../../components/drop-hint.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconDisc, IconHammer, IconUpload } from '../../components/icons.ts';
import { openImportDialog } from '../../components/import-dialog.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Page } from '../../components/page.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { UploadList } from '../../components/upload-list.tsx';
import { useFileDrop } from '../../components/use-file-drop.ts';
import { imagesQuery } from '../../live/live-queries.ts';
import { ImageTable } from './image-table.tsx';
import { useBuildStarter } from './use-build-starter.ts';

function importImage(file?: File): void {
  openImportDialog({
    kind: 'image',
    title: 'Import an image',
    hint: 'A raw ext4 file system or disk image, not compressed. Machines get copy-on-write disks on top; the image itself is never written.',
    ...(file === undefined ? {} : { file }),
  });
}

/** File systems that machines are made from. */
export function ImagesPage(): ReactNode {
  const { data, error, isPending, refetch } = useQuery(imagesQuery);
  const build = useBuildStarter();
  const over = useFileDrop(([file]) => {
    importImage(file);
  });
  const buttons = (
    <>
      <Button
        variant="default"
        leftSection={<IconHammer size={14} aria-hidden />}
        loading={build.isPending}
        onClick={() => {
          build.mutate({});
        }}
      >
        Build starter image
      </Button>
      <Button
        leftSection={<IconUpload size={14} aria-hidden />}
        onClick={() => {
          importImage();
        }}
      >
        Import
      </Button>
    </>
  );
  const empty = data?.items.length === 0;

  return (
    <Page>
      <PageHeader title="Images">{empty ? null : buttons}</PageHeader>
      <UploadList kind="image" />
      {data !== undefined ? (
        empty ? (
          <EmptyState icon={IconDisc} title="No image yet" actions={buttons}>
            An image is the file system that new machines start from. The starter image is a small BusyBox
            system, made here in a few seconds; your own can be dropped onto this page.
          </EmptyState>
        ) : (
          <ImageTable images={data.items} />
        )
      ) : isPending ? (
        <TableSkeleton rows={4} label="Loading images" />
      ) : (
        <ErrorState title="The images could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {over ? <DropHint>Drop a disk image to import it</DropHint> : null}
    </Page>
  );
}
