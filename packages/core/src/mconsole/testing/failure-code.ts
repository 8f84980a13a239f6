import { isUmlautError, type ErrorCode } from '@umlaut/contracts/errors';

/** Code of the UmlautError that the action throws, or null when it throws nothing; other errors pass through. */
export function failureCode(action: () => unknown): ErrorCode | null {
  try {
    action();
    return null;
  } catch (error) {
    if (!isUmlautError(error)) throw error;
    return error.code;
  }
}
