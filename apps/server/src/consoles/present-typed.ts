import type { TypedEntry } from '@umlaut/contracts/model';
import type { readTyped } from '@umlaut/core/console';

type TypedRecord = ReturnType<typeof readTyped>['items'][number];

/** What was typed, as a person reads it; bytes that are no UTF-8 show as replacement characters. */
export function presentTyped({ number, at, offset, name, typed }: TypedRecord): TypedEntry {
  const isKept = typeof typed !== 'number';
  return {
    number,
    at: new Date(at).toISOString(),
    offset,
    name,
    text: isKept ? typed.toString('utf8') : null,
    bytes: isKept ? typed.length : typed,
  };
}
