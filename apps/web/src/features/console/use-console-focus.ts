import type { MachineState } from '@umlaut/contracts/model';
import { useEffect } from 'react';
import { subscribeAfterTail } from './terminal/after-tail.ts';
import type { TerminalSession } from './terminal/terminal-session.ts';

export interface ConsoleFocusOptions {
  active: boolean;
  phase: MachineState['phase'];
}

/**
 * Gives a live console the keyboard whenever nothing else on the page has it: when it is opened, and when a
 * button such as Start or Resume vanished under the focus. Not on touch screens, where that would raise the
 * on-screen keyboard.
 */
export function useConsoleFocus(
  session: TerminalSession | null,
  { active, phase }: ConsoleFocusOptions,
): void {
  useEffect(() => {
    if (session === null || !active || phase === 'stopped') return undefined;
    const { connection, terminal } = session;
    let wasLive = false;
    const focus = (): void => {
      const isLive = connection.snapshot.phase.kind === 'live';
      if (isLive && !wasLive && isNothingFocused() && !matchMedia('(pointer: coarse)').matches) {
        terminal.focus();
      }
      wasLive = isLive;
    };
    focus();
    // To give it the keyboard draws all of it again.
    return subscribeAfterTail(connection, focus);
  }, [session, active, phase]);
}

/** A console that was just covered by this one still has the focus until the next frame; it counts as none. */
function isNothingFocused(): boolean {
  const focused = document.activeElement;
  if (focused === null || focused === document.body || focused.id === 'main') return true;
  return focused.closest('[inert]') !== null;
}
