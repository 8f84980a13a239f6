import { UmlautError } from '@umlaut/contracts/errors';

/** A copy-on-write file that is not what its format says; `offset` is the byte at fault. */
export function cowError(sentence: string, offset: number, found?: unknown): UmlautError {
  return new UmlautError('COW_INVALID', `${sentence} (at byte ${offset})`, {
    details: { offset, ...(found === undefined ? {} : { found }) },
  });
}
