import { ActionIcon, CopyButton as MantineCopyButton, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconCheck, IconCopy } from './icons.ts';

/** Copies a text; says so for a moment. `label` names what is copied, for screen readers and the tooltip. */
export function CopyButton({ value, label }: { value: string; label: string }): ReactNode {
  return (
    <MantineCopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon aria-label={copied ? 'Copied' : label} onClick={copy} size={26}>
            {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </MantineCopyButton>
  );
}
