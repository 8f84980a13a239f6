import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { StorageTree } from '@umlaut/contracts/model';
import { useEffect } from 'react';
import { api } from '../../lib/api-client.ts';
import { onNumberedEvent } from '../../live/live.ts';

const KEY = ['storage', 'tree'];
/** Guests write without telling anybody. */
const REFRESH_MS = 15_000;
/** Many events come together. */
const SETTLE_MS = 300;

/** The tree of images and disks; read again when machines, images or tasks change. */
export function useStorage(): UseQueryResult<StorageTree> {
  const queryClient = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = onNumberedEvent(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queryClient.invalidateQueries({ queryKey: KEY });
      }, SETTLE_MS);
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [queryClient]);
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.storage.tree(undefined, { signal }),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  });
}
