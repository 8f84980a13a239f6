import { useLayoutEffect, useRef, useState, type UIEvent } from 'react';
import type { Packet } from '../packet-store/packet.ts';

export interface EndFollowerOptions {
  rows: readonly Packet[];
  scroller: HTMLDivElement | null;
  rowHeight: number;
}

export interface EndFollower {
  isFollowing: boolean;
  follow: () => void;
  leave: () => void;
  onScroll: (event: UIEvent<HTMLDivElement>) => void;
}

/** Keeps the newest row in view until somebody scrolls up; then what is in view stays where it is. */
export function useEndFollower({ rows, scroller, rowHeight }: EndFollowerOptions): EndFollower {
  const [isFollowing, setFollowing] = useState(true);
  const before = useRef(rows);
  useLayoutEffect(() => {
    const first = rows[0]?.number;
    // Rows went at the front: what is in view would jump.
    const gone = first === undefined ? 0 : before.current.findIndex(({ number }) => number === first);
    before.current = rows;
    if (scroller === null) return;
    if (isFollowing) scroller.scrollTo({ top: scroller.scrollHeight });
    else if (gone > 0) scroller.scrollBy({ top: -gone * rowHeight });
  }, [rows, isFollowing, scroller, rowHeight]);
  return {
    isFollowing,
    follow: () => setFollowing(true),
    leave: () => setFollowing(false),
    onScroll: ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
      setFollowing(scrollHeight - scrollTop - clientHeight < rowHeight / 2),
  };
}
