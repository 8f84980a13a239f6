import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useTerminalAppearance } from '../../../components/terminal/use-terminal-appearance.ts';
import type { ScreenLook } from './paint-screen.ts';
import { Thumbnail } from './thumbnail.ts';
import type { WallEntry } from './wall-filter.ts';
import type { WallParts } from './wall-parts.ts';

/** How far outside the window a thumbnail is connected already. */
const MARGIN = '300px';
/** What is scrolled past faster than this is not connected, milliseconds. */
const ENTER_MS = 100;
/** What is out of sight for longer is let go. */
const LEAVE_MS = 5_000;

export interface ThumbnailPlace {
  canvas: RefObject<HTMLCanvasElement | null>;
  /** Null while it is far out of sight, and so not connected. */
  thumbnail: Thumbnail | null;
}

/** Keeps a console drawn in a canvas while that is in sight, or `wanted` all the same. */
export function useThumbnail(
  parts: WallParts,
  { machine, name }: WallEntry,
  wanted: boolean,
): ThumbnailPlace {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isNear = useNear(canvas) || wanted;
  const look = useLook();
  const [thumbnail, setThumbnail] = useState<Thumbnail | null>(null);
  const latest = useRef(look);
  const { id } = machine;

  useEffect(() => {
    if (!isNear || canvas.current === null) return undefined;
    const created = new Thumbnail({
      canvas: canvas.current,
      address: { machineId: id, console: name },
      look: latest.current,
      budget: parts.budget,
      paints: parts.paints,
      turns: parts.turns,
    });
    setThumbnail(created);
    return () => {
      setThumbnail(null);
      created.dispose();
    };
  }, [isNear, id, name, parts]);

  const run = machine.state.phase === 'stopped' ? null : machine.state.bootId;
  useEffect(() => thumbnail?.connection.setRun(run), [thumbnail, run]);
  useEffect(() => {
    latest.current = look;
    thumbnail?.show(look);
  }, [thumbnail, look]);
  return { canvas, thumbnail };
}

/** Whether an element is in sight, or was a moment ago: who scrolls by and back must not connect anew each time. */
function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const isSeen = entries.at(-1)?.isIntersecting === true;
        clearTimeout(timer);
        timer = setTimeout(() => setNear(isSeen), isSeen ? ENTER_MS : LEAVE_MS);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element.current);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [element]);
  return isNear;
}

function useLook(): ScreenLook {
  const { theme, fontFamily } = useTerminalAppearance();
  return useMemo(() => ({ theme, fontFamily }), [theme, fontFamily]);
}
