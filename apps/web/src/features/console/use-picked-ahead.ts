import type { ConsoleName } from '@umlaut/contracts/model';
import { useCallback, useEffect, useRef, useState } from 'react';
import { afterTail } from './terminal/after-tail.ts';
import type { TerminalSession } from './terminal/terminal-session.ts';

export interface PickedAhead {
  picked: ConsoleName | null;
  pick: (name: ConsoleName, session: TerminalSession | undefined) => void;
}

/**
 * Shows a console that is picked at once, and puts it into the page's address when its lines are there: a new address
 * renders the whole page.
 */
export function usePickedAhead(picked: ConsoleName | null, onPick: (name: ConsoleName) => void): PickedAhead {
  /** Holds as long as the address is what it was then. */
  const [ahead, setAhead] = useState<{ name: ConsoleName; before: ConsoleName | null } | null>(null);
  const stop = useRef<(() => void) | null>(null);
  const latest = useRef({ picked, onPick });
  useEffect(() => {
    latest.current = { picked, onPick };
  });
  useEffect(() => () => stop.current?.(), []);

  const pick = useCallback((name: ConsoleName, session: TerminalSession | undefined) => {
    stop.current?.();
    stop.current = null;
    if (session === undefined) {
      latest.current.onPick(name);
      return;
    }
    session.begin();
    setAhead({ name, before: latest.current.picked });
    stop.current = afterTail(session.connection, () => {
      stop.current = null;
      latest.current.onPick(name);
    });
  }, []);
  return { picked: ahead !== null && ahead.before === picked ? ahead.name : picked, pick };
}
