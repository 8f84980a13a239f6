import { useEffect } from 'react';

/** Sets the document's title to "web-1 - Machines - Umlaut", the most specific part first. */
export function usePageTitle(...parts: readonly string[]): void {
  const title = [...parts, 'Umlaut'].join(' - ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
