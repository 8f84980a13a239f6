import { notifications } from '@mantine/notifications';
import type { UmlautError } from '@umlaut/contracts/errors';
import type { TaskId } from '@umlaut/contracts/model';
import { errorText } from '../lib/error-text.ts';

/** A toast that stays until it is read: what failed, why, and what to do. */
export function notifyError(title: string, error: UmlautError): void {
  if (error.code === 'UNAUTHENTICATED' || error.code === 'CANCELLED') return;
  notifications.show({ title, message: errorText(error), color: 'red', autoClose: 12_000 });
}

export function notifySuccess(title: string, message?: string): void {
  notifications.show({ title, message: message ?? null, color: 'teal' });
}

/** What a task did, in place of the toast that says only that the task is done; whichever of the two comes first. */
export function notifyTaskDone(id: TaskId, title: string): void {
  const toast = { id, title, message: null, color: 'teal' };
  notifications.show(toast);
  // One that is there already is not shown again, but changed.
  notifications.update(toast);
}
