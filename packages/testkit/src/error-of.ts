import type { ErrorCode } from '@umlaut/contracts/errors';
import { toUmlautError } from './api-client.ts';

/** What an API call failed with, null when it did not; any other failure is thrown. */
export async function errorOf(call: Promise<unknown>): Promise<{ code: ErrorCode; field?: string } | null> {
  try {
    await call;
    return null;
  } catch (thrown) {
    const error = toUmlautError(thrown);
    if (error === null) throw thrown;
    return { code: error.code, ...(error.field === undefined ? {} : { field: error.field }) };
  }
}
