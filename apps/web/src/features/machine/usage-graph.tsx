import type { ReactNode } from 'react';
import { graphPath } from './graph-path.ts';
import classes from './machine.module.css';
import { GRAPH_SLOTS } from './use-stats-history.ts';

const WIDTH = 300;
const HEIGHT = 72;

export interface UsageGraphProps {
  title: string;
  /** The newest value in words. */
  now: string;
  samples: readonly number[];
  ceiling: number;
  /** The ceiling in words. */
  ceilingText: string;
}

/** A figure and its last five minutes. */
export function UsageGraph({ title, now, samples, ceiling, ceilingText }: UsageGraphProps): ReactNode {
  const line = graphPath(samples, { width: WIDTH, height: HEIGHT - 2, slots: GRAPH_SLOTS, ceiling });
  const start = /^M([\d.]+)/.exec(line)?.[1] ?? WIDTH;
  return (
    <figure className={classes['graph']}>
      <figcaption>
        <span>{title}</span>
        <strong className="u-num">{now}</strong>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        <line x1="0" x2={WIDTH} y1="0.5" y2="0.5" className={classes['grid']} />
        <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className={classes['grid']} />
        <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={classes['grid']} />
        {line === '' ? null : (
          <g transform="translate(0 1)">
            <path d={`${line}V${HEIGHT}H${start}Z`} className={classes['area']} />
            <path d={line} className={classes['line']} vectorEffect="non-scaling-stroke" />
          </g>
        )}
      </svg>
      <div className={classes['axis']}>
        <span>5 min ago</span>
        <span>axis to {ceilingText}</span>
        <span>now</span>
      </div>
    </figure>
  );
}
