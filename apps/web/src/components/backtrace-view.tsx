import type { Backtrace, StackFrame } from '@umlaut/contracts/model';
import { useId, type ReactNode } from 'react';
import classes from './backtrace-view.module.css';

export interface BacktraceViewProps {
  trace: Backtrace;
  /** False where the title stands already, above. */
  withTitle?: boolean;
}

/** A kernel call trace, innermost call first: what is sure, what is not, and the registers folded away. */
export function BacktraceView({ trace, withTitle = true }: BacktraceViewProps): ReactNode {
  const id = useId();
  const unsure = trace.frames.some(({ reliable }) => !reliable);
  return (
    <figure className={classes['trace']} aria-labelledby={id}>
      <figcaption id={id} className={withTitle ? classes['title'] : 'u-sr-only'}>
        {backtraceTitle(trace)}
      </figcaption>
      {trace.frames.length === 0 && trace.registers.length === 0 ? (
        <p className={classes['note']}>The kernel printed no calls.</p>
      ) : null}
      {trace.frames.length === 0 ? null : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus
        <ol tabIndex={0} className={classes['frames']} aria-label="Calls, innermost first">
          {trace.frames.map((frame, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a trace never changes, and frames repeat
            <Frame key={index} frame={frame} index={index} />
          ))}
        </ol>
      )}
      {unsure ? (
        <p className={classes['note']}>
          <b>?</b> The address was found on the stack: this call may be a leftover of an earlier one.
        </p>
      ) : null}
      {trace.registers.length === 0 ? null : (
        <Registers registers={trace.registers} open={trace.frames.length === 0} />
      )}
    </figure>
  );
}

function backtraceTitle({ title, command, pid }: Backtrace): string {
  if (title !== null) return title;
  if (command !== null) return pid === null ? command : `${command} (pid ${pid})`;
  return pid === null ? 'Call trace' : `Process ${pid}`;
}

function Frame({ frame, index }: { frame: StackFrame; index: number }): ReactNode {
  return (
    <li className={classes['frame']} data-reliable={frame.reliable}>
      <span className={classes['index']} aria-hidden>
        {index}
      </span>
      <span className={classes['mark']}>
        {frame.reliable ? null : (
          <>
            <span aria-hidden>?</span>
            <span className="u-sr-only">unsure:</span>
          </>
        )}
      </span>
      <span className={classes['call']} title={frame.address ?? undefined}>
        <b>{frame.symbol}</b>
        {frame.offset === null ? null : <span className={classes['offset']}>{offsetText(frame)}</span>}
        {frame.module === null ? null : <span className={classes['module']}>{frame.module}</span>}
        {frame.source === null ? null : (
          <span className={classes['source']}>
            {frame.source.file}:{frame.source.line}
          </span>
        )}
      </span>
    </li>
  );
}

function offsetText({ offset, size }: StackFrame): string {
  const at = `+0x${(offset ?? 0).toString(16)}`;
  return size === null ? at : `${at}/0x${size.toString(16)}`;
}

interface RegistersProps extends Pick<Backtrace, 'registers'> {
  /** Where they are all there is to see. */
  open: boolean;
}

function Registers({ registers, open }: RegistersProps): ReactNode {
  return (
    <details className={classes['registers']} open={open}>
      <summary>Registers</summary>
      <dl>
        {registers.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
