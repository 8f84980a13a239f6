import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { UmlautError } from '@umlaut/contracts/errors';
import { useState, type ReactNode } from 'react';
import { errorText } from '../lib/error-text.ts';
import { toUmlautError } from '../lib/read-error.ts';
import { DialogFooter } from './dialog-footer.tsx';
import { Notice } from './notice.tsx';

/** Mantine gives the focus back some 10 ms after a dialog closed; who opens earlier would lose it. */
const FOCUS_RETURN_MS = 60;

export interface ConfirmDialogOptions {
  title: string;
  /** What will happen and what is lost. */
  body: ReactNode;
  confirmLabel: string;
  danger?: boolean;
  /** The dialog stays open while it runs and shows what it throws. */
  onConfirm: () => Promise<unknown>;
  /** What opens next, once this dialog has given the focus back. */
  after?: () => void;
}

/** Asks before something that cannot be taken back. */
export function openConfirmDialog(options: ConfirmDialogOptions): void {
  modals.open({
    title: options.title,
    children: <ConfirmDialog {...options} />,
  });
}

function ConfirmDialog({ body, confirmLabel, danger, onConfirm, after }: ConfirmDialogOptions): ReactNode {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<UmlautError | null>(null);

  const confirm = async (): Promise<void> => {
    setPending(true);
    setError(null);
    try {
      await onConfirm();
      modals.closeAll();
      if (after !== undefined) setTimeout(after, FOCUS_RETURN_MS);
    } catch (caught) {
      setError(toUmlautError(caught));
      setPending(false);
    }
  };

  return (
    <>
      <Text size="sm" component="div">
        {body}
      </Text>
      {error === null ? null : <ErrorAlert error={error} />}
      <DialogFooter
        submitLabel={confirmLabel}
        danger={danger ?? false}
        pending={pending}
        onSubmit={() => void confirm()}
        initialFocus={danger !== true}
      />
    </>
  );
}

/** What the server refused, inside a dialog. */
export function ErrorAlert({ error }: { error: UmlautError }): ReactNode {
  return <Notice tone="bad">{errorText(error)}</Notice>;
}
