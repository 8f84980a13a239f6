import type { GuestLinkId } from '@umlaut/contracts/model';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTerminalAppearance } from '../../../components/terminal/use-terminal-appearance.ts';
import { GuestTerminal } from './guest-terminal.ts';

/** Binds a guest's terminal to an element's life. */
export function useGuestTerminal(link: GuestLinkId): {
  place: RefObject<HTMLDivElement | null>;
  guest: GuestTerminal | null;
} {
  const place = useRef<HTMLDivElement>(null);
  const [guest, setGuest] = useState<GuestTerminal | null>(null);
  const appearance = useTerminalAppearance();
  const latest = useRef(appearance);

  useEffect(() => {
    if (place.current === null) return undefined;
    const created = new GuestTerminal(place.current, link, latest.current);
    setGuest(created);
    return () => {
      setGuest(null);
      created.dispose();
    };
  }, [link]);

  useEffect(() => {
    if (latest.current === appearance) return;
    latest.current = appearance;
    guest?.show(appearance);
  }, [guest, appearance]);

  return { place, guest };
}
