import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DropHint } from '../../components/drop-hint.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconCpu, IconRefresh, IconUpload } from '../../components/icons.ts';
import { openImportDialog } from '../../components/import-dialog.tsx';
import { notifyError } from '../../components/notify.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Page } from '../../components/page.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { UploadList } from '../../components/upload-list.tsx';
import { useFileDrop } from '../../components/use-file-drop.ts';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { kernelsQuery } from '../../live/live-queries.ts';
import { KernelTable } from './kernel-table.tsx';

function importKernel(file?: File): void {
  openImportDialog({
    kind: 'kernel',
    title: 'Import a kernel',
    hint: 'A Linux kernel built with ARCH=um: the file called "linux" or "vmlinux". It is run once to see what it can do.',
    ...(file === undefined ? {} : { file }),
  });
}

/** Kernels of this host and what each of them can do. */
export function KernelsPage(): ReactNode {
  const queryClient = useQueryClient();
  const { data, error, isPending, refetch } = useQuery(kernelsQuery);
  const over = useFileDrop(([file]) => {
    importKernel(file);
  });
  const scan = useMutation({
    mutationFn: () => api.kernels.scan(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: kernelsQuery.queryKey }),
    onError: (caught) => {
      notifyError('The host could not be scanned', toUmlautError(caught));
    },
  });
  const buttons = (
    <>
      <Button
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        loading={scan.isPending}
        onClick={() => {
          scan.mutate();
        }}
      >
        Scan again
      </Button>
      <Button
        leftSection={<IconUpload size={14} aria-hidden />}
        onClick={() => {
          importKernel();
        }}
      >
        Import
      </Button>
    </>
  );
  const empty = data?.items.length === 0;

  return (
    <Page>
      <PageHeader title="Kernels">{empty ? null : buttons}</PageHeader>
      <UploadList kind="kernel" />
      {data !== undefined ? (
        empty ? (
          <EmptyState icon={IconCpu} title="No kernel found" actions={buttons}>
            A machine runs a Linux kernel built for User Mode Linux. On Debian,{' '}
            <code>apt-get install user-mode-linux</code> brings one; then scan again. A kernel that you built
            can be dropped onto this page.
          </EmptyState>
        ) : (
          <KernelTable kernels={data.items} />
        )
      ) : isPending ? (
        <TableSkeleton rows={3} label="Loading kernels" />
      ) : (
        <ErrorState title="The kernels could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {over ? <DropHint>Drop a kernel to import it</DropHint> : null}
    </Page>
  );
}
