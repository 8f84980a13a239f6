import { modals } from '@mantine/modals';
import type { UmlautError } from '@umlaut/contracts/errors';
import { useState } from 'react';
import { toUmlautError } from '../lib/read-error.ts';

export interface DialogDeed {
  pending: boolean;
  /** What the last try threw. */
  failure: UmlautError | null;
  /** What was entered has changed: the failure says nothing of it. */
  forget: () => void;
  /** Closes the dialog when the deed is done, and then goes on with `after`; otherwise keeps the failure. Never rejects. */
  run: <T>(deed: () => Promise<T>, after?: (value: T) => void) => Promise<void>;
}

/** What a dialog is there for: shown as under way, done with the dialog, or shown as refused. */
export function useDialogDeed(): DialogDeed {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<UmlautError | null>(null);
  return {
    pending,
    failure,
    forget: () => {
      setFailure(null);
    },
    run: async (deed, after) => {
      setPending(true);
      setFailure(null);
      try {
        const value = await deed();
        modals.closeAll();
        after?.(value);
      } catch (caught) {
        setFailure(toUmlautError(caught));
        setPending(false);
      }
    },
  };
}
