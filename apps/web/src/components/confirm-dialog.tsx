import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { UmlautError } from '@umlaut/contracts/errors';
import type { ReactNode } from 'react';
import { errorText } from '../lib/error-text.ts';
import { DialogFooter } from './dialog-footer.tsx';
import { Notice } from './notice.tsx';
import { useDialogDeed } from './use-dialog-deed.ts';

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
  const { pending, failure, run } = useDialogDeed();
  const confirm = (): Promise<void> =>
    run(onConfirm, () => {
      if (after !== undefined) setTimeout(after, FOCUS_RETURN_MS);
    });

  return (
    <>
      <Text size="sm" component="div">
        {body}
      </Text>
      {failure === null ? null : <ErrorAlert error={failure} />}
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
