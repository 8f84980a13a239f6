import { notifyError } from '../../components/notify.ts';
import { toUmlautError } from '../../lib/read-error.ts';

/** Opens the create dialog from anywhere; its code arrives with the first use. */
export function openCreateDialogLazily(): void {
  import('../../features/machines/create-dialog.tsx')
    .then(({ openCreateDialog }) => {
      openCreateDialog();
    })
    .catch((error: unknown) => {
      notifyError('The dialog could not be loaded', toUmlautError(error));
    });
}
