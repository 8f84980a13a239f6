import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from '../console.module.css';

export interface FloatingNoticeProps {
  tone: 'idle' | 'warn' | 'bad';
  children: ReactNode;
  action: string;
  onAction: () => void;
}

/** A sentence over a terminal, and the one thing to do about it. Floats: the guest keeps its size. */
export function FloatingNotice({ tone, children, action, onAction }: FloatingNoticeProps): ReactNode {
  return (
    <div className={classes['notice']} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <span>{children}</span>
      <Button size="compact-xs" variant="default" onClick={onAction}>
        {action}
      </Button>
    </div>
  );
}
