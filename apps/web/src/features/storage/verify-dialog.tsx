import { List, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import type { StorageDisk } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { api } from '../../lib/api-client.ts';

/** Looks at all that can be wrong with a disk, and says what is. Closing it ends the look. */
export function openVerifyDialog(disk: StorageDisk): void {
  modals.open({
    title: `Verify ${disk.device} of ${disk.machineName}`,
    children: <Report disk={disk} />,
  });
}

function Report({ disk: { machineId: id, number, isStopped } }: { disk: StorageDisk }): ReactNode {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['storage', 'verify', id, number],
    queryFn: ({ signal }) => api.storage.verify({ id, number }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (isPending) return <Loading height={60} label="Checking" />;
  if (error !== null) {
    return <ErrorState title="It could not be verified" error={error} onRetry={() => void refetch()} />;
  }
  return (
    <>
      {data.findings.length === 0 ? (
        <StatusBadge tone="good" label="Nothing is wrong" variant="soft" />
      ) : (
        <List size="sm" spacing={6} withPadding={false}>
          {data.findings.map(({ kind, severity, sentence }) => (
            <List.Item key={kind}>
              <StatusBadge
                tone={severity === 'error' ? 'bad' : 'warn'}
                label={severity === 'error' ? 'Error' : 'Warning'}
              />{' '}
              {sentence}
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm" c="dimmed" mt="sm">
        Header, bitmap, length and image were looked at; {formatBytes(data.changedBytes)} are changed.
        {isStopped ? '' : ' The machine runs, so this is how it was a moment ago.'}
      </Text>
    </>
  );
}
