import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePromptStore } from './prompt-store.ts';

export interface LosslessSwitchProps {
  paused: boolean;
  /** The guest cannot be stopped, because the kernel's work queue hangs. */
  stuck: boolean;
}

/** Whether reports come whole, for which the guest stands still for a moment. */
export function LosslessSwitch({ paused, stuck }: LosslessSwitchProps): ReactNode {
  const lossless = usePromptStore((store) => store.lossless);
  const setLossless = usePromptStore((store) => store.setLossless);
  return (
    <Switch
      size="xs"
      label="Ask for reports without loss"
      description={describe({ paused, stuck, lossless })}
      disabled={paused || stuck}
      checked={lossless}
      onChange={(event) => {
        setLossless(event.currentTarget.checked);
      }}
    />
  );
}

function describe({ paused, stuck, lossless }: LosslessSwitchProps & { lossless: boolean }): string {
  if (paused) return 'The machine is paused: nothing is lost anyhow.';
  if (stuck) return 'Not now: a kernel whose work queue hangs cannot stop the guest.';
  return lossless
    ? 'The guest stands still for some milliseconds while it answers.'
    : 'The guest runs on; of a long report the end may be lost.';
}
