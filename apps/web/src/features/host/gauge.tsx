import type { ReactNode } from 'react';
import classes from './host.module.css';

export interface GaugeProps {
  label: string;
  /** The figure that matters. */
  value: string;
  /** What it is of, or what else to know. */
  detail: string;
  /** 0 to 1. */
  share: number;
}

const HIGH = 0.85;

/** A resource of the host: how much is used. */
export function Gauge({ label, value, detail, share }: GaugeProps): ReactNode {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div className={classes['gauge']}>
      <span className={classes['gaugeLabel']} id={`gauge-${label}`}>
        {label}
      </span>
      <span className={classes['gaugeValue']}>{value}</span>
      <meter
        className={classes['meter']}
        min={0}
        max={100}
        value={percent}
        aria-labelledby={`gauge-${label}`}
        data-high={share >= HIGH}
        style={{ backgroundSize: `${percent}% 100%` }}
      >
        {percent} %
      </meter>
      <span className={classes['dim']}>{detail}</span>
    </div>
  );
}
