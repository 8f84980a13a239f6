import { Button } from '@mantine/core';
import type { FrameCounters } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { countFromNow, countFromStart, useCountedFrom } from '../live/counted-from.ts';

export interface CountButtonProps {
  /** What the totals beside it are of; all begin at the same moment. */
  readings: readonly { key: string; counters: readonly [FrameCounters, FrameCounters] }[];
}

/** Lets a person count from now on, in their browser alone, and go back to all that was counted. */
export function CountButton({ readings }: CountButtonProps): ReactNode {
  const isCounted = useCountedFrom(readings[0]?.key ?? '') !== null;
  return (
    <span>
      {isCounted ? (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => countFromStart(readings.map(({ key }) => key))}
        >
          All again
        </Button>
      ) : null}
      <Button
        size="compact-xs"
        variant="default"
        title="Totals begin at zero, for you alone and until this page is loaded again"
        onClick={() => countFromNow(readings, Date.now())}
      >
        Count from now
      </Button>
    </span>
  );
}
