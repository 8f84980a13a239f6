import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DropHint } from '../../components/drop-hint.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconNetwork, IconPlus } from '../../components/icons.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Page } from '../../components/page.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useFileDrop } from '../../components/use-file-drop.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { labsQuery } from '../../live/live-queries.ts';
import { openLabFileDialog } from './file/lab-file-dialog.tsx';
import { openLabDialog } from './lab-dialog.tsx';
import { LabTable } from './lab-table.tsx';
import { TemplateGallery } from './template-gallery.tsx';

/** Labs of this server, and those that are ready to be opened. */
export function LabsPage(): ReactNode {
  const { data, error, isPending, refetch } = useQuery(labsQuery);
  useShortcut({
    keys: 'c',
    label: 'Create a lab',
    group: 'Labs',
    run: () => openLabDialog({ kind: 'create' }),
  });
  const over = useFileDrop(([file]) => {
    if (file !== undefined) openLabFileDialog(file);
  });
  const create = (
    <Button
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={() => {
        openLabDialog({ kind: 'create' });
      }}
    >
      New lab
    </Button>
  );
  const isEmpty = data?.items.length === 0;
  return (
    <Page>
      <PageHeader title="Labs">{isEmpty ? null : create}</PageHeader>
      {data !== undefined ? (
        isEmpty ? (
          <EmptyState icon={IconNetwork} title="No lab yet" actions={create}>
            A lab is a network that you draw: machines, switches, and the links between them. What is drawn
            works at once. Begin with an empty one, with one of those below, or with a file that somebody gave
            you.
          </EmptyState>
        ) : (
          <LabTable labs={data.items} />
        )
      ) : isPending ? (
        <TableSkeleton rows={3} label="Loading labs" />
      ) : (
        <ErrorState title="The labs could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      <TemplateGallery />
      {over ? <DropHint>Drop the file of a lab to open it</DropHint> : null}
    </Page>
  );
}
