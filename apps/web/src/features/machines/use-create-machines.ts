import { useNavigate } from '@tanstack/react-router';
import { UmlautError, fromWireError } from '@umlaut/contracts/errors';
import type { CreateMachinesInput } from '@umlaut/contracts/http';
import { notifyError, notifySuccess } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { liveCache } from '../../live/live.ts';

/**
 * Creates machines and goes where their maker wants to be: to the page of a single one, nowhere for
 * several. Rejects when none was made; a machine that was made but did not start is told in a toast.
 */
export function useCreateMachines(): (input: CreateMachinesInput) => Promise<void> {
  const navigate = useNavigate();
  return async (input) => {
    const { results } = await api.machines.create(input);
    const made = results.flatMap(({ machine }) => (machine === null ? [] : [machine]));
    for (const machine of made) liveCache.putMachine(machine);
    const failed = results.filter(({ error }) => error !== null);
    const [failure] = failed;
    if (made.length === 0) throw reasonOf(failure?.error ?? null);
    if (failure !== undefined) {
      const title =
        failed.length === 1 ? `${failure.name} had a problem` : `${failed.length} machines had problems`;
      notifyError(title, reasonOf(failure.error));
    }
    const [only] = made;
    if (made.length === 1 && only !== undefined) {
      await navigate({ to: '/machines/$machineId', params: { machineId: only.id } });
    } else {
      notifySuccess(`${made.length} machines created`);
    }
  };
}

function reasonOf(error: Parameters<typeof fromWireError>[0] | null): UmlautError {
  return error === null ? new UmlautError('INTERNAL', 'Nothing was created.') : fromWireError(error);
}
