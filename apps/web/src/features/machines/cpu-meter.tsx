import type { MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { useMachineStats } from '../../live/stats-store.ts';
import classes from './cpu-meter.module.css';

/** What a machine uses of one core: a bar and a figure, live. */
export function CpuMeter({ id }: { id: MachineId }): ReactNode {
  const percent = useMachineStats(id)?.cpuPercent;
  if (percent === undefined) return <span className={classes['none']}>-</span>;
  return (
    <span className={classes['meter']}>
      <span className={classes['track']} aria-hidden>
        <span
          className={classes['fill']}
          data-hot={percent >= 80}
          style={{ transform: `scaleX(${Math.min(1, percent / 100)})` }}
        />
      </span>
      <span className="u-num">{percent < 9.95 ? percent.toFixed(1) : Math.round(percent)} %</span>
    </span>
  );
}
