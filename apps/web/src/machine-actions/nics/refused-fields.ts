import type { UmlautError } from '@umlaut/contracts/errors';
import { errorText } from '../../lib/error-text.ts';
import type { NicDraft, NicDraftErrors } from './nic-draft.ts';
import { shownFields } from './nic-fields.ts';

/** What the server refused, at the fields that it names and the form has; empty: it is said for all of it. */
export function refusedFields(error: UmlautError, { kind, options, tuning }: NicDraft): NicDraftErrors {
  const { field } = error;
  if (field === undefined) return {};
  // Messages of INVALID_INPUT begin with the field's path.
  const message = error.message.startsWith(`${field}: `)
    ? error.message.slice(field.length + 2)
    : error.message;
  const text = errorText({ message, hint: error.hint });
  if (field === 'number' || field === 'mac') return { [field]: text };
  const [, first, second] = field.split('.');
  if (first === 'tuning' && second !== undefined && tuning !== null && second in tuning) {
    return { [`tuning.${second}`]: text };
  }
  const isShown = shownFields(kind, options).some(([name]) => name === first);
  return isShown ? { [`options.${first}`]: text } : {};
}
