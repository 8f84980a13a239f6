import { useEffect, useRef, type ReactNode } from 'react';
import classes from './incidents.module.css';

export interface KernelLogProps {
  log: readonly string[];
  /** Lines that stand out. */
  marked: readonly string[];
}

/** What stood on the kernel's console; shows its end first, where the trouble is. */
export function KernelLog({ log, marked }: KernelLogProps): ReactNode {
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [log]);
  if (log.length === 0) return <p className={classes['none']}>Nothing was kept.</p>;
  const marks = new Set(marked);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus
    <pre ref={box} tabIndex={0} className={classes['log']} aria-label="Kernel log">
      {log.map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a log that was kept never changes
        <span key={index} data-marked={marks.has(line)}>
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
