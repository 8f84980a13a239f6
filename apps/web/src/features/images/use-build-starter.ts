import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { notifyError } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { openTaskDrawer } from '../../machine-actions/task-drawer-store.ts';

/** Has the server make a fresh starter image; its progress is in the task drawer. */
export function useBuildStarter(): UseMutationResult<unknown, Error, unknown> {
  return useMutation<unknown, Error, unknown>({
    mutationFn: () => api.images.buildStarter(),
    onSuccess: openTaskDrawer,
    onError: (error) => {
      notifyError('The starter image could not be built', toUmlautError(error));
    },
  });
}
