import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, type ReactNode } from 'react';
import { createTerminal, terminalOptions } from '../../../components/terminal/create-terminal.ts';
import { useTerminalAppearance } from '../../../components/terminal/use-terminal-appearance.ts';
import classes from './appearance.module.css';

const COLOURS = [1, 2, 3, 4, 5, 6].map((n) => `\u001B[3${n}mcolour\u001B[m`).join(' ');
const BRIGHT = [1, 2, 3, 4, 5, 6].map((n) => `\u001B[9${n}mcolour\u001B[m`).join(' ');
const SAMPLE = [
  'root@router:~# \u001B[1mip -br addr\u001B[m',
  'lo       UNKNOWN  127.0.0.1/8 ::1/128',
  'vec0     \u001B[32mUP\u001B[m       10.0.0.1/24',
  COLOURS,
  BRIGHT,
  'a => b -> c != d 0O1lI |{}[]|',
  'root@router:~# ',
].join('\r\n');
const SIZE = { cols: 48, rows: 8 };

/** A terminal that shows what the choices around it look like. */
export function AppearancePreview(): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const appearance = useTerminalAppearance();
  const first = useRef(appearance);
  const terminal = useRef<ReturnType<typeof createTerminal>['terminal'] | null>(null);
  useEffect(() => {
    if (place.current === null) return undefined;
    const created = createTerminal(place.current, first.current).terminal;
    created.options.cursorInactiveStyle = first.current.cursor;
    created.resize(SIZE.cols, SIZE.rows);
    created.write(SAMPLE);
    created.textarea?.setAttribute('tabindex', '-1');
    terminal.current = created;
    return () => created.dispose();
  }, []);
  useEffect(() => {
    if (terminal.current === null) return;
    Object.assign(terminal.current.options, {
      ...terminalOptions(appearance),
      cursorInactiveStyle: appearance.cursor,
    });
  }, [appearance]);
  return (
    <div className={classes['preview']} aria-hidden inert>
      <div ref={place} />
    </div>
  );
}
