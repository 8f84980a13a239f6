import { useEffect, useRef, type RefObject } from 'react';

/** For what comes into a dialog after it has opened, which gives the focus only once. */
export function useFocusWhenShown<Element extends HTMLElement>(): RefObject<Element | null> {
  const shown = useRef<Element>(null);
  useEffect(() => {
    shown.current?.focus();
  }, []);
  return shown;
}
