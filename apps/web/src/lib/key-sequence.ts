/** How long a first key waits for its second ("g", then "m"). */
export const SEQUENCE_TIMEOUT_MS = 1_200;

export interface SequenceState {
  /** Keys pressed so far, of a sequence that may go on. */
  pending: readonly string[];
  /** When the last of them was pressed, milliseconds. */
  at: number;
}

export const NO_KEYS: SequenceState = { pending: [], at: 0 };

/**
 * Pure: one more key. `match` is the sequence that it completes ("g m", "n", "?"), or null. A key that
 * continues nothing starts afresh; of two sequences the longer wins only while its keys keep coming.
 */
export function pressKey(
  state: SequenceState,
  press: { key: string; at: number },
  sequences: readonly string[],
): { state: SequenceState; match: string | null } {
  const fresh = press.at - state.at > SEQUENCE_TIMEOUT_MS ? [] : state.pending;
  for (const keys of fresh.length === 0 ? [[press.key]] : [[...fresh, press.key], [press.key]]) {
    const typed = keys.join(' ');
    if (sequences.includes(typed)) return { state: NO_KEYS, match: typed };
    if (sequences.some((sequence) => sequence.startsWith(`${typed} `))) {
      return { state: { pending: keys, at: press.at }, match: null };
    }
  }
  return { state: NO_KEYS, match: null };
}
