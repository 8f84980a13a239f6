import { useId, type ReactNode } from 'react';
import { IconLock } from './cockpit-icons.ts';
import classes from './controls.module.css';

export interface ControlSectionProps {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** Controls that belong together. */
export function ControlSection({ title, aside, children }: ControlSectionProps): ReactNode {
  const id = useId();
  return (
    <section className={classes['section']} aria-labelledby={id}>
      <header className={classes['sectionHead']}>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

export interface ControlRowProps {
  title: string;
  /** The request line, or its beginning. */
  command: string;
  /** What happens, in words. */
  effect: string;
  /** Why it cannot be done on this kernel. */
  blocked: string | null;
  blockedId: string;
  /** The button. */
  children: ReactNode;
}

/** One thing that can be done: what it is, what it does, and the button. */
export function ControlRow(props: ControlRowProps): ReactNode {
  const { title, command, effect, blocked, blockedId, children } = props;
  return (
    <div className={classes['row']}>
      <div className={classes['rowText']}>
        <div className={classes['rowTitle']}>
          <span>{title}</span>
          <code>{command}</code>
        </div>
        <p>{effect}</p>
        {blocked === null ? null : (
          <p id={blockedId} className={classes['blocked']}>
            <IconLock size={13} aria-hidden /> Blocked. {blocked}
          </p>
        )}
      </div>
      <div className={classes['rowAction']}>{children}</div>
    </div>
  );
}
