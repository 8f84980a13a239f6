import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { LabClash } from '@umlaut/contracts/model';
import type { LabSession } from '../document/lab-session.ts';
import type { Machines } from '../document/ports.ts';
import { clashSentence } from './clash-words.ts';
import { takeTheirs } from './take-theirs.ts';

export interface Clashing {
  session: LabSession;
  machines: () => Machines;
}

/** More at once nobody would read. */
const SHOWN = 3;

/** Says what of others one's own step took the place of, and offers to give it back. */
export function showClashes({ session, machines }: Clashing, clashes: readonly LabClash[]): void {
  for (const clash of clashes.slice(0, SHOWN)) {
    const id = `clash ${clash.id} ${clash.path.join('.')}`;
    const canTake = takeTheirs(clash, session.document) !== null;
    const take = (): void => {
      const edit = takeTheirs(clash, session.document);
      if (edit !== null) session.edit([edit]);
      notifications.hide(id);
    };
    notifications.show({
      id,
      title: 'Two people changed the same',
      color: 'yellow',
      autoClose: 20_000,
      message: (
        <>
          {clashSentence(clash, session.document, machines())}
          {canTake ? (
            <Button mt={8} size="compact-xs" variant="default" style={{ display: 'block' }} onClick={take}>
              Take theirs
            </Button>
          ) : null}
        </>
      ),
    });
  }
}
