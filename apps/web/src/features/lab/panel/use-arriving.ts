import { useEffect, useState } from 'react';

/** As long as the second click of a double click may take. */
const DOUBLE_CLICK_MS = 500;

/**
 * True while a panel has just come. It lies over the drawing then and takes no clicks: a double click at the right means
 * what its first click has chosen, not a button that came to lie there.
 */
export function useArriving(): boolean {
  const [isArriving, setArriving] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setArriving(false), DOUBLE_CLICK_MS);
    return () => clearTimeout(timer);
  }, []);
  return isArriving;
}
