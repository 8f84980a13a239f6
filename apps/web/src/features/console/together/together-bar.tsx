import { Button } from '@mantine/core';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useOpenSessions } from '../terminal/open-sessions.ts';
import classes from './together.module.css';
import { useTypeTogether } from './type-together.ts';

/** Says plainly that what is typed goes to several consoles, and which of them will not get it. */
export function TogetherBar({ keys }: { keys: readonly string[] }): ReactNode {
  const members = useTypeTogether((state) => state.members);
  const begin = useTypeTogether((state) => state.begin);
  const end = useTypeTogether((state) => state.end);
  const deaf = useDeafCount(members);
  if (members === null) return null;
  const count = members.size;
  return (
    <output className={classes['bar']}>
      <strong>
        {count < 2 ? 'Choose the consoles to type into' : `What you type goes to ${count} consoles`}
      </strong>
      {deaf === 0 ? null : <span>{deaf === 1 ? '1 is' : `${deaf} are`} not live and will not get it.</span>}
      <span className={classes['actions']}>
        {count === keys.length ? null : (
          <Button size="compact-xs" variant="default" onClick={() => begin(keys)}>
            All {keys.length}
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={end}>
          Stop
        </Button>
      </span>
    </output>
  );
}

/** How many of them are not live. */
function useDeafCount(members: ReadonlySet<string> | null): number {
  const sessions = useOpenSessions((state) => state.sessions);
  const chosen = [...(members ?? [])].map((key) => sessions.get(key));
  return useSyncExternalStore(
    (listener) => {
      const ends = chosen.map((session) => session?.connection.subscribe(listener));
      return () => {
        for (const end of ends) end?.();
      };
    },
    () => chosen.filter((session) => session?.connection.snapshot.phase.kind !== 'live').length,
  );
}
