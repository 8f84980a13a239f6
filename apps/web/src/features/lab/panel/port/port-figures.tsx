import type { FrameCounters, LabLink, Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes } from '../../../../components/format-bytes.ts';
import type { Port } from '../../document/ports.ts';
import { useLive } from '../../lab-editor.ts';
import { dropText } from '../../live/link-text.ts';
import { nicKey } from '../../live/live-store.ts';
import { formatBits, type Rate } from '../../live/rates.ts';
import classes from '../panel.module.css';
import { Part } from '../part.tsx';

export interface PortFiguresProps {
  port: Port;
  link: LabLink;
  machine: Machine | undefined;
}

/** What this port sends and receives. Of an interface its own counters come first: what the link loses is in them. */
export function PortFigures({ port, link, machine }: PortFiguresProps): ReactNode {
  const live = useLive(({ links }) => links.get(link.id));
  const key = machine === undefined ? '' : nicKey(machine.id, port.port);
  const nic = useLive(({ nics }) => nics.get(key));
  const nicRates = useLive((one) => one.nicRates.get(key));
  if (live === undefined) return null;
  const out = link.ends[0].nodeId === port.nodeId ? 0 : 1;
  const back = out === 0 ? 1 : 0;
  const rates = nicRates ?? [live.rates[out], live.rates[back]];
  return (
    <Part title="Traffic">
      <Direction
        title="Sent"
        rate={rates[0]}
        own={nic?.sent}
        onLink={live.state.directions[out]}
        arrived="arrived at the other end"
      />
      <Direction
        title="Received"
        rate={rates[1]}
        own={nic?.received}
        onLink={live.state.directions[back]}
        arrived="came out of the link here"
      />
    </Part>
  );
}

interface DirectionProps {
  title: string;
  rate: Rate | null;
  /** Of the interface. */
  own: FrameCounters | undefined;
  onLink: FrameCounters;
  arrived: string;
}

function Direction({ title, rate, own, onLink, arrived }: DirectionProps): ReactNode {
  const drops = [own === undefined ? '' : dropText(own), dropText(onLink)].filter((text) => text !== '');
  return (
    <section className={classes['card']} aria-label={title}>
      <div className={`${classes['spread']} u-num`}>
        <strong className={classes['quiet']}>{title}</strong>
        <span className={classes['figure']}>
          {rate === null ? 'Not measured yet' : `${formatBits(rate.bits)}, ${rate.frames} frames/s`}
        </span>
      </div>
      {own === undefined ? null : (
        <p className={`${classes['quiet']} u-num`}>
          {own.frames} frames, {formatBytes(own.bytes)} so far
        </p>
      )}
      <p className={`${classes['quiet']} u-num`}>
        {onLink.frames} frames, {formatBytes(onLink.bytes)} {arrived}
      </p>
      {drops.length === 0 ? null : <p className={classes['bad']}>Dropped: {drops.join(', ')}</p>}
    </section>
  );
}
