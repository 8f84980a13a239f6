import { useQueryClient } from '@tanstack/react-query';
import type { Machine, MconsoleMode } from '@umlaut/contracts/model';
import { useCallback } from 'react';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { useOwnLines } from './own-lines.ts';
import { goesThroughQueue, runOf, useStuckQueues } from '../../live/stuck-queues.ts';
import { putExchange } from './use-exchanges.ts';

/** Sends a request line; the answer, or why there is none, appears in the list. Never rejects. */
export type Ask = (line: string, mode: MconsoleMode) => Promise<void>;

/** The one way in which the cockpit speaks to a machine's kernel. */
export function useAsk(machine: Machine): Ask {
  const client = useQueryClient();
  const { id: machineId } = machine;
  const run = runOf(machine);
  return useCallback(
    async (line, mode) => {
      const { begin, fail, remove } = useOwnLines.getState();
      const { setStuck } = useStuckQueues.getState();
      const own = begin({ machineId, line, mode, at: Date.now() });
      try {
        const exchange = await api.mconsole.ask({ id: machineId, line, mode });
        await putExchange(client, machineId, exchange);
        remove(own);
        if (goesThroughQueue(line, mode)) setStuck(run, false);
      } catch (error) {
        const failure = toUmlautError(error);
        fail(own, failure);
        if (failure.code === 'MCONSOLE_STUCK') setStuck(run, true);
      }
    },
    [client, machineId, run],
  );
}
