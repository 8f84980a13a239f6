import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { consoleLabel } from '../../components/console-label.ts';
import { fitInStrip, type ConsoleChoosing } from './console-choices.ts';
import { ConsoleSelect } from './console-select.tsx';
import classes from './history.module.css';

/** Chooses the console whose history is shown. */
export function ConsolePicker(props: ConsoleChoosing): ReactNode {
  const { consoles, shown, onPick } = props;
  if (!fitInStrip(consoles)) return <ConsoleSelect {...props} />;
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
