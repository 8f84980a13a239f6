import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from '../console.module.css';

interface NoticeAction {
  label: string;
  act: () => void;
}

export interface FloatingNoticeProps {
  tone: 'idle' | 'warn' | 'bad';
  children: ReactNode;
  action: string;
  onAction: () => void;
  /** What else can be done. */
  more?: readonly NoticeAction[];
}

/** A sentence over a terminal, and what to do about it. Floats: the guest keeps its size. */
export function FloatingNotice({
  tone,
  children,
  action,
  onAction,
  more = [],
}: FloatingNoticeProps): ReactNode {
  return (
    <div className={classes['notice']} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <span>{children}</span>
      <div className={classes['noticeActions']}>
        {[{ label: action, act: onAction }, ...more].map(({ label, act }) => (
          <Button key={label} size="compact-xs" variant="default" onClick={act}>
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}
