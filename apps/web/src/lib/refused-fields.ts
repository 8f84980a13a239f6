import type { UmlautError } from '@umlaut/contracts/errors';
import { errorText } from './error-text.ts';
import { fieldError } from './field-error.ts';

/** What the server refused, beside the field that it names, with what to do; empty when it names none of these. */
export function refusedFields(
  failure: UmlautError | null,
  fields: readonly string[],
): Partial<Record<string, string>> {
  const atField = failure === null ? null : fieldError(failure, fields);
  if (failure === null || atField === null) return {};
  return Object.fromEntries(
    Object.entries(atField).map(([field, message]) => [field, errorText({ message, hint: failure.hint })]),
  );
}
