import { useQueryClient } from '@tanstack/react-query';
import type { MachineId, MconsoleExchange, MconsoleMode } from '@umlaut/contracts/model';
import { useCallback } from 'react';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { useOwnLines } from './own-lines.ts';
import { putExchange } from './use-exchanges.ts';

/** Sends a request line; the answer, or why there is none, appears in the list. Null when it failed. */
export type Ask = (line: string, mode: MconsoleMode) => Promise<MconsoleExchange | null>;

/** The one way in which the cockpit speaks to a machine's kernel. Never rejects. */
export function useAsk(machineId: MachineId): Ask {
  const client = useQueryClient();
  return useCallback(
    async (line, mode) => {
      const { begin, fail, remove } = useOwnLines.getState();
      const own = begin({ machineId, line, mode, at: Date.now() });
      try {
        const exchange = await api.mconsole.ask({ id: machineId, line, mode });
        await putExchange(client, machineId, exchange);
        remove(own);
        return exchange;
      } catch (error) {
        fail(own, toUmlautError(error));
        return null;
      }
    },
    [client, machineId],
  );
}
