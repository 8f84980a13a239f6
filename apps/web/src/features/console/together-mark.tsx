import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './together.module.css';
import { useTypeTogether } from './type-together.ts';

/** While several consoles are typed into at once: whether this is one of them. */
export function TogetherMark({ id, name }: { id: string; name: string }): ReactNode {
  const members = useTypeTogether((state) => state.members);
  const toggle = useTypeTogether((state) => state.toggle);
  if (members === null) return null;
  return (
    <Checkbox
      size="xs"
      className={classes['mark'] ?? ''}
      aria-label={`Type into ${name}`}
      checked={members.has(id)}
      // The tab below would take a press for the begin of a drag.
      onPointerDown={(event) => event.stopPropagation()}
      onChange={() => toggle(id)}
    />
  );
}
