import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePromptStore } from './prompt-store.ts';

/** Whether reports come whole, for which the guest stands still for a moment. */
export function LosslessSwitch({ paused }: { paused: boolean }): ReactNode {
  const lossless = usePromptStore((store) => store.lossless);
  const setLossless = usePromptStore((store) => store.setLossless);
  return (
    <Switch
      size="xs"
      label="Ask for reports without loss"
      description={
        paused
          ? 'The machine is paused: nothing is lost anyhow.'
          : lossless
            ? 'The guest stands still for some milliseconds while it answers.'
            : 'The guest runs on; of a long report the end may be lost.'
      }
      disabled={paused}
      checked={lossless}
      onChange={(event) => {
        setLossless(event.currentTarget.checked);
      }}
    />
  );
}
