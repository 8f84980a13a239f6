import { useInfiniteQuery } from '@tanstack/react-query';
import type { ConsoleName, Machine, MachineId } from '@umlaut/contracts/model';
import { api } from '../../lib/api-client.ts';

const PAGE = 50;
/** How often one looks whether more was typed, while the machine runs and the page is seen. */
const LOOK_EVERY_MS = 5_000;

export function typedKey(id: MachineId, console: ConsoleName): readonly string[] {
  return ['machine', id, 'console-typed', console];
}

/** Who typed what into a console, newest first, as many pages as were asked for. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function useTyped({ id, state }: Machine, console: ConsoleName) {
  return useInfiniteQuery({
    queryKey: typedKey(id, console),
    queryFn: ({ pageParam, signal }) =>
      api.consoles.typed(
        { id, console, limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: state.phase === 'stopped' ? false : LOOK_EVERY_MS,
    staleTime: 0,
  });
}
