import { List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Image } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { imageUsers } from './image-users.ts';

const SHOWN = 8;

/** Names the machines and snapshots that keep an image; the machines' own list does not know of the latter. */
export function ImageUserList({ image }: { image: Image }): ReactNode {
  const { data, error } = useQuery({
    queryKey: ['image', image.id, 'users'],
    queryFn: ({ signal }) => api.storage.tree(undefined, { signal }),
    select: (tree) => imageUsers(tree, image.id),
    staleTime: 0,
    gcTime: 0,
  });
  if (error !== null) return <ErrorAlert error={toUmlautError(error)} />;
  if (data === undefined) return <Loading height={40} />;
  if (data.length === 0) return 'What needed it is just going, or being made. Try again in a moment.';
  const rest = data.length - SHOWN;
  return (
    <>
      These need it, for they hold only what differs from it:
      <List size="sm" my="xs">
        {data.slice(0, SHOWN).map(({ id, snapshotName, machineName }) => (
          <List.Item key={id}>
            {snapshotName === null ? (
              <strong>{machineName}</strong>
            ) : (
              <>
                the snapshot <strong>{snapshotName}</strong> of <strong>{machineName}</strong>
              </>
            )}
          </List.Item>
        ))}
        {rest > 0 ? <List.Item>{rest} more</List.Item> : null}
      </List>
      Delete them first.
    </>
  );
}
