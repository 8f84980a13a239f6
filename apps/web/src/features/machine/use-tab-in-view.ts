import { useEffect, useRef, type RefObject } from 'react';

/** For a list of tabs that is wider than its window: the chosen one is scrolled to, also when an address chose it. */
export function useTabInView(tab: string): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const chosen = list.current?.querySelector('[role="tab"][aria-selected="true"]');
    chosen?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [tab]);
  return list;
}
