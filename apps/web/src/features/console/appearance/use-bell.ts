import { useEffect, type RefObject } from 'react';
import { useSettings } from '../../../lib/settings-store.ts';
import { ringBell } from './ring-bell.ts';
import type { TerminalSession } from '../terminal/terminal-session.ts';

const FLASH_MS = 220;

/** The guest's bell, as this browser's person wants it: the frame lights up for a moment, or a short tone. */
export function useBell(session: TerminalSession | null, place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (session === null) return undefined;
    let flash: Animation | undefined;
    const stop = session.view.subscribe((now, before) => {
      if (now.bells === before.bells) return;
      const { terminalBell } = useSettings.getState();
      if (terminalBell === 'sound') ringBell();
      if (terminalBell !== 'flash' || flash?.playState === 'running') return;
      const lit = 'inset 0 0 0 2px var(--u-warn)';
      flash = place.current?.animate([{ boxShadow: lit }, { boxShadow: 'none' }], FLASH_MS);
    });
    return () => {
      stop();
      flash?.cancel();
    };
  }, [session, place]);
}
