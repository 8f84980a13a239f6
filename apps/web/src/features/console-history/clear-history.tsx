import type { QueryClient } from '@tanstack/react-query';
import type { ConsoleHistory } from '@umlaut/contracts/model';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatExact } from '../../components/format-time.ts';
import { api } from '../../lib/api-client.ts';
import { historyQuery } from './use-console-history.ts';
import { typedKey } from './use-typed.ts';

/** Asks, and forgets what a console put out. `after`: when it is gone. */
export function openClearDialog(client: QueryClient, history: ConsoleHistory, after: () => void): void {
  const { machineId, console, oldest, end, firstAt } = history;
  const since = firstAt === null ? '' : ` since ${formatExact(Date.parse(firstAt))}`;
  openConfirmDialog({
    title: `Clear the history of ${console}?`,
    body: `${formatBytes(end - oldest)} of output of ${console}${since} go for good, and so does who typed what. What comes from now on is kept.`,
    confirmLabel: 'Clear history',
    danger: true,
    onConfirm: async () => {
      const { queryKey } = historyQuery(machineId, console);
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, await api.consoles.clear({ id: machineId, console }));
      await client.resetQueries({ queryKey: typedKey(machineId, console) });
      after();
    },
  });
}
