import type { ConsoleName } from '@umlaut/contracts/model';
import { useEffect, useState } from 'react';
import { whenIdle } from '../../lib/when-idle.ts';

/** Terminals that nobody has asked for yet, at most. */
const MOST_READY = 2;
/** So long the page is left to what it was opened for, milliseconds. */
const SETTLE_MS = 250;

/**
 * The consoles whose terminals are to be made although nobody has looked at them yet, one after the other while the
 * page is idle: making one takes longer than to connect and fill it.
 * @param unseen consoles that were not shown, in the order of their tabs
 */
export function useReadyConsoles(unseen: readonly ConsoleName[]): readonly ConsoleName[] {
  const [ready, setReady] = useState<readonly ConsoleName[]>([]);
  const waiting = ready.filter((name) => unseen.includes(name));
  const next = waiting.length < MOST_READY ? unseen.find((name) => !ready.includes(name)) : undefined;
  useEffect(() => {
    if (next === undefined) return undefined;
    let cancel = (): void => {};
    const timer = setTimeout(() => {
      cancel = whenIdle(() => setReady((before) => [...before, next]));
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      cancel();
    };
  }, [next]);
  return waiting;
}
