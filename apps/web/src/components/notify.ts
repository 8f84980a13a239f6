import { notifications } from '@mantine/notifications';
import type { UmlautError } from '@umlaut/contracts/errors';

/** A toast that stays until it is read: what failed, why, and what to do. */
export function notifyError(title: string, error: UmlautError): void {
  if (error.code === 'UNAUTHENTICATED' || error.code === 'CANCELLED') return;
  const message = error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  notifications.show({ title, message, color: 'red', autoClose: 12_000 });
}

export function notifySuccess(title: string, message?: string): void {
  notifications.show({ title, message: message ?? null, color: 'teal' });
}
