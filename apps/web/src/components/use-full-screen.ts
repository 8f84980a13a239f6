import { useCallback, useEffect, useState, type RefObject } from 'react';

interface KeyboardLock {
  lock?: (keys: readonly string[]) => Promise<void>;
  unlock?: () => void;
}

/** Puts an element over the whole screen. Where the browser can, Escape still goes to the guest there. */
export function useFullScreen(element: RefObject<HTMLElement | null>): {
  fullScreen: boolean;
  toggle: () => void;
} {
  const [fullScreen, setFullScreen] = useState(false);

  useEffect(() => {
    const changed = (): void => setFullScreen(document.fullscreenElement === element.current);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, [element]);

  const toggle = useCallback(() => {
    void toggleFullScreen(element.current);
  }, [element]);

  return { fullScreen, toggle };
}

async function toggleFullScreen(element: HTMLElement | null): Promise<void> {
  const keyboard = 'keyboard' in navigator ? (navigator.keyboard as KeyboardLock) : undefined;
  if (document.fullscreenElement !== null) {
    keyboard?.unlock?.();
    await document.exitFullscreen();
    return;
  }
  await element?.requestFullscreen();
  await keyboard?.lock?.(['Escape']).catch(() => undefined);
}
