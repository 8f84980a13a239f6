import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconArrowDown } from '../../components/icons.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { answerStatus } from './answer-status.ts';
import classes from './cockpit.module.css';
import { lineOf, type Answer } from './merge-answers.ts';

export interface LatestBarProps {
  latest: Answer | null;
  onShow: () => void;
}

/** Where the answers stand below the controls: what came of the last line, and the way to it. */
export function LatestBar({ latest, onShow }: LatestBarProps): ReactNode {
  if (latest === null) return null;
  const { tone, label } = answerStatus(latest);
  return (
    <div className={classes['latest']}>
      <code className="u-truncate">{lineOf(latest)}</code>
      <StatusBadge tone={tone} label={label} />
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowDown size={13} aria-hidden />}
        onClick={onShow}
      >
        Show
      </Button>
    </div>
  );
}
