import { Button, Group } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';

export interface DialogFooterProps {
  submitLabel: string;
  danger?: boolean;
  pending: boolean;
  disabled?: boolean;
  /** Without it the button submits the form around it. */
  onSubmit?: () => void;
  /** Where the focus is when the dialog opens: on the deed, or, for false, on Cancel. */
  initialFocus?: boolean;
}

/** Cancel and the deed, at the end of every dialog. */
export function DialogFooter(props: DialogFooterProps): ReactNode {
  return (
    <Group justify="flex-end" gap="xs" mt="lg">
      <Button
        variant="default"
        size="sm"
        {...(props.initialFocus === false ? { 'data-autofocus': true } : {})}
        onClick={() => {
          modals.closeAll();
        }}
      >
        Cancel
      </Button>
      <Button
        size="sm"
        type={props.onSubmit === undefined ? 'submit' : 'button'}
        color={props.danger === true ? 'red' : 'accent'}
        loading={props.pending}
        disabled={props.disabled ?? false}
        {...(props.onSubmit === undefined ? {} : { onClick: props.onSubmit })}
        {...(props.initialFocus === true ? { 'data-autofocus': true } : {})}
      >
        {props.submitLabel}
      </Button>
    </Group>
  );
}
