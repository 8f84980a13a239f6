import type { UmlautError } from '@umlaut/contracts/errors';

/** What was wrong and what to do about it, as sentences one after the other. */
export function errorText({ message, hint }: Pick<UmlautError, 'message' | 'hint'>): string {
  return [message, hint]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => (/[.!?:)]$/.test(part ?? '') ? part : `${part}.`))
    .join(' ');
}
