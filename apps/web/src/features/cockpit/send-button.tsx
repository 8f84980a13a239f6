import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Sender } from './use-send.ts';

export interface SendButtonProps {
  line: string;
  sender: Sender;
  danger?: boolean;
  disabled?: boolean;
  /** For screen readers, where the word on the button does not say enough. */
  label?: string;
  children: ReactNode;
}

/** Sends a line; busy while the kernel has not answered it. */
export function SendButton({ line, sender, danger, disabled, label, children }: SendButtonProps): ReactNode {
  return (
    <Button
      variant="default"
      {...(danger === true ? { c: 'var(--u-bad)' } : {})}
      {...(label === undefined ? {} : { 'aria-label': label })}
      loading={sender.pending.has(line)}
      disabled={disabled ?? false}
      onClick={() => {
        sender.send(line);
      }}
    >
      {children}
    </Button>
  );
}
