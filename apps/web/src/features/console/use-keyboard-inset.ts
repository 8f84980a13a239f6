import { useEffect, type RefObject } from 'react';

/**
 * Keeps an element's content above the on-screen keyboard. Browsers lay the keyboard over the page and only
 * shrink the visual viewport; what it hides of the element becomes its bottom padding.
 */
export function useKeyboardInset(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (viewport === null) return undefined;
    const adjust = (): void => {
      const target = element.current;
      if (target === null) return;
      const zoomed = viewport.scale > 1.01;
      const hidden = target.getBoundingClientRect().bottom - (viewport.offsetTop + viewport.height);
      target.style.paddingBottom = hidden > 1 && !zoomed ? `${Math.round(hidden)}px` : '';
    };
    viewport.addEventListener('resize', adjust);
    viewport.addEventListener('scroll', adjust);
    return () => {
      viewport.removeEventListener('resize', adjust);
      viewport.removeEventListener('scroll', adjust);
    };
  }, [element]);
}
