import type { UmlautError } from '@umlaut/contracts/errors';

/** The server's refusal as form errors, when it names one of the form's fields; null otherwise. */
export function fieldError(error: UmlautError, fields: readonly string[]): Record<string, string> | null {
  if (error.code === 'NAME_TAKEN' && error.field === undefined && fields.includes('name')) {
    return { name: error.message };
  }
  if (error.field === undefined || !fields.includes(error.field)) return null;
  // Messages of INVALID_INPUT begin with the field's path; beside the field itself that is noise.
  return { [error.field]: error.message.replace(`${error.field}: `, '') };
}
