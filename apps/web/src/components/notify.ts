import { notifications } from '@mantine/notifications';
import type { UmlautError } from '@umlaut/contracts/errors';
import { errorText } from '../lib/error-text.ts';

/** A toast that stays until it is read: what failed, why, and what to do. */
export function notifyError(title: string, error: UmlautError): void {
  if (error.code === 'UNAUTHENTICATED' || error.code === 'CANCELLED') return;
  notifications.show({ title, message: errorText(error), color: 'red', autoClose: 12_000 });
}

export function notifySuccess(title: string, message?: string): void {
  notifications.show({ title, message: message ?? null, color: 'teal' });
}
