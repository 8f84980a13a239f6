import { useInfiniteQuery, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import type { MachineId, MconsoleExchange } from '@umlaut/contracts/model';
import { useEffect } from 'react';
import { api } from '../../lib/api-client.ts';
import { onNumberedEvent } from '../../live/live.ts';

/** Answers may be long: few at a time. */
const PAGE = 20;
/** The answer to a question of this page comes a moment after the news of it. */
const OWN_ANSWER_MS = 200;

interface ExchangePage {
  items: MconsoleExchange[];
  next: number | null;
}

export function exchangesKey(id: MachineId): readonly unknown[] {
  return ['machine', id, 'mconsole'];
}

/** What was asked of the machine's kernel, by anybody, newest first, a page at a time. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function useExchanges(id: MachineId) {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onNumberedEvent((event) => {
      // Somebody asked the same kernel, perhaps at another screen.
      if (event.type !== 'mconsole.asked' || event.machineId !== id) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (isKnown(client, id, event.exchangeId)) return;
        void client.invalidateQueries({ queryKey: exchangesKey(id) });
      }, OWN_ANSWER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, id]);
  return useInfiniteQuery({
    queryKey: exchangesKey(id),
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }): Promise<ExchangePage> =>
      api.mconsole.history(
        { id, limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    getNextPageParam: (page) => page.next,
    refetchOnMount: 'always',
  });
}

function isKnown(client: QueryClient, id: MachineId, exchangeId: number): boolean {
  const data = client.getQueryData<InfiniteData<ExchangePage>>(exchangesKey(id));
  return data?.pages[0]?.items.some((item) => item.id === exchangeId) ?? false;
}

/** Shows an answer at once, without asking for the history again. */
export async function putExchange(
  client: QueryClient,
  id: MachineId,
  exchange: MconsoleExchange,
): Promise<void> {
  const queryKey = exchangesKey(id);
  // A history that is on its way may be from before this answer, and would take it off again.
  await client.cancelQueries({ queryKey });
  if (client.getQueryData(queryKey) === undefined) {
    void client.invalidateQueries({ queryKey });
    return;
  }
  client.setQueryData<InfiniteData<ExchangePage>>(queryKey, (data) => {
    const [first, ...rest] = data?.pages ?? [];
    if (data === undefined || first === undefined) return undefined;
    if (first.items.some((item) => item.id === exchange.id)) return data;
    return { ...data, pages: [{ ...first, items: [exchange, ...first.items] }, ...rest] };
  });
}
