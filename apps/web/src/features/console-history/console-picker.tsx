import { SegmentedControl } from '@mantine/core';
import type { ConsoleName } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { consoleLabel } from '../../components/console-label.ts';
import classes from './history.module.css';

export interface ConsolePickerProps {
  consoles: readonly ConsoleName[];
  shown: ConsoleName;
  onPick: (console: ConsoleName) => void;
}

/** Chooses the console whose history is shown. */
export function ConsolePicker({ consoles, shown, onPick }: ConsolePickerProps): ReactNode {
  return (
    <div className={classes['picker']}>
      <SegmentedControl
        size="xs"
        aria-label="Console"
        data={consoles.map((name) => ({ value: name, label: consoleLabel(name) }))}
        value={shown}
        onChange={(value) => {
          const picked = consoles.find((name) => name === value);
          if (picked !== undefined) onPick(picked);
        }}
      />
    </div>
  );
}
