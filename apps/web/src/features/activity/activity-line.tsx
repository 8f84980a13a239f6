import { Link } from '@tanstack/react-router';
import type { ActivityEntry } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatClock, formatExact } from '../../components/format-time.ts';
import type { StatusTone } from '../../components/machine-status.ts';
import classes from './activity.module.css';

const TONES: Readonly<Record<ActivityEntry['severity'], StatusTone>> = {
  info: 'idle',
  success: 'good',
  warning: 'warn',
  error: 'bad',
};

/** One thing that happened. `machineExists` makes the name a link. */
export function ActivityLine({
  entry,
  machineExists,
}: {
  entry: ActivityEntry;
  machineExists: boolean;
}): ReactNode {
  const { at, severity, machineId, machineName, message, actor } = entry;
  const time = Date.parse(at);
  return (
    <li className={classes['line']}>
      <time dateTime={at} title={formatExact(time)} className={`u-num ${classes['time']}`}>
        {formatClock(time)}
      </time>
      <span className={`${classes['dot']} ${classes[TONES[severity]]}`}>
        <span className="u-sr-only">{severity}</span>
      </span>
      <span className={classes['text']}>
        {machineId === null || machineName === null ? null : machineExists ? (
          <Link to="/machines/$machineId" params={{ machineId }} className={classes['machine']}>
            {machineName}
          </Link>
        ) : (
          <span className={classes['machine']}>{machineName}</span>
        )}{' '}
        {message}
      </span>
      <span className={classes['actor']}>{actor}</span>
    </li>
  );
}
