import { useEffect, useRef } from 'react';
import type { TerminalSession } from './terminal-session.ts';

/**
 * Gives a console the keyboard once, when it is first shown live and nothing else on the page has it. Not
 * on touch screens, where that would raise the on-screen keyboard.
 */
export function useFirstFocus(session: TerminalSession | null, active: boolean): void {
  const done = useRef(false);
  useEffect(() => {
    if (session === null || !active || done.current) return undefined;
    const { connection, terminal } = session;
    const focus = (): void => {
      if (done.current || connection.snapshot.phase.kind !== 'live') return;
      done.current = true;
      if (!matchMedia('(pointer: coarse)').matches && isNothingFocused()) terminal.focus();
    };
    focus();
    return connection.subscribe(focus);
  }, [session, active]);
}

function isNothingFocused(): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || focused.id === 'main';
}
