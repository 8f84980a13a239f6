import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { StorageTree } from '@umlaut/contracts/model';
import { useMemo, useState, type ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconSearch, IconStack } from '../../components/icons.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Page } from '../../components/page.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { filterTree } from './storage-filter.ts';
import { StorageTable } from './storage-table.tsx';
import classes from './storage.module.css';
import { StorageTotals } from './totals.tsx';
import { useStorage } from './use-storage.ts';

/** Images, what lies over them, and what each of it takes on the host. */
export function StoragePage(): ReactNode {
  const { data, error, isPending, refetch } = useStorage();
  const [filter, setFilter] = useState('');
  const shown = useMemo(() => (data === undefined ? undefined : filterTree(data, filter)), [data, filter]);
  const isEmpty = data !== undefined && isBare(data);
  const isFiltered = shown !== undefined && isBare(shown);
  return (
    <Page>
      <PageHeader title="Disks" />
      {data === undefined || shown === undefined ? (
        isPending ? (
          <TableSkeleton rows={6} label="Loading disks" />
        ) : (
          <ErrorState title="The disks could not be read" error={error} onRetry={() => void refetch()} />
        )
      ) : isEmpty ? (
        <EmptyState
          icon={IconStack}
          title="No image and no disk yet"
          actions={
            <Button variant="default" renderRoot={(props) => <Link to="/images" {...props} />}>
              Get an image
            </Button>
          }
        >
          Machines begin from an image and keep only what they change. Both are shown here.
        </EmptyState>
      ) : (
        <>
          <StorageTotals tree={data} />
          <TextInput
            className={classes['filter'] ?? ''}
            aria-label="Filter disks"
            type="search"
            placeholder="Image, machine, device, snapshot"
            leftSection={<IconSearch size={14} aria-hidden />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
          {isFiltered ? (
            <EmptyState icon={IconSearch} title="No disk matches">
              Nothing here has all of these words.
            </EmptyState>
          ) : (
            <StorageTable tree={shown} onDone={() => void refetch()} />
          )}
        </>
      )}
    </Page>
  );
}

function isBare({ images, own, ownSnapshots, roots }: StorageTree): boolean {
  return images.length + own.length + ownSnapshots.length + roots.length === 0;
}
