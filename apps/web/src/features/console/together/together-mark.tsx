import { Checkbox } from '@mantine/core';
import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { consoleKey } from '../../../lib/console-key.ts';
import { consoleLabel } from '../../../components/console-label.ts';
import { IconKeyboard } from '../console-icons.ts';
import classes from './together.module.css';
import { useTypeTogether } from './type-together.ts';

/** On a tab, while several consoles are typed into at once: that this is one of them. */
export function TogetherMark({ id }: { id: string }): ReactNode {
  const isMember = useTypeTogether((state) => state.members?.has(id) === true);
  return isMember ? <IconKeyboard size={14} aria-hidden className={classes['mark'] ?? ''} /> : null;
}

/** Takes a console into those that are typed into at once, or out of them. */
export function TogetherSwitch({ machine, name }: { machine: Machine; name: ConsoleName }): ReactNode {
  const key = consoleKey({ machineId: machine.id, console: name });
  const members = useTypeTogether((state) => state.members);
  const toggle = useTypeTogether((state) => state.toggle);
  if (members === null) return null;
  return (
    <Checkbox
      size="xs"
      mr={4}
      aria-label={`Type into ${machine.name} ${consoleLabel(name)}`}
      checked={members.has(key)}
      onChange={() => toggle(key)}
    />
  );
}
