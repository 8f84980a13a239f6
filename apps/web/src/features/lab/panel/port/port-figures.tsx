import type { FrameCounters, LabLink, Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes } from '../../../../components/format-bytes.ts';
import type { Port } from '../../document/ports.ts';
import { useLive } from '../../lab-editor.ts';
import { since, useCountedFrom, type CountedFrom } from '../../live/counted-from.ts';
import { nicKey } from '../../live/live-store.ts';
import { formatBits, type Rate } from '../../live/rates.ts';
import { CountButton } from '../count-button.tsx';
import { DropLines, sinceWords } from '../drop-lines.tsx';
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
  const linkFrom = useCountedFrom(link.id);
  const nicFrom = useCountedFrom(key);
  if (live === undefined) return null;
  const out = link.ends[0].nodeId === port.nodeId ? 0 : 1;
  const back = out === 0 ? 1 : 0;
  const rates = nicRates ?? [live.rates[out], live.rates[back]];
  const { directions } = live.state;
  const readings = [
    { key: link.id as string, counters: directions },
    ...(nic === undefined ? [] : [{ key, counters: [nic.sent, nic.received] as const }]),
  ];
  // Who began to count in the panel of the link has not for the interface.
  const own = (index: 0 | 1, reading: FrameCounters | undefined): Counted | undefined =>
    reading === undefined ? undefined : { counters: since(nicFrom?.counters[index], reading), from: nicFrom };
  const onLink = (index: 0 | 1): Counted => ({
    counters: since(linkFrom?.counters[index], directions[index]),
    from: linkFrom,
  });
  const drops = (index: 0 | 1, direction: 0 | 1): number | null =>
    nicRates === undefined
      ? (live.rates[direction]?.drops ?? null)
      : (nicRates[index]?.drops ?? 0) + (live.rates[direction]?.drops ?? 0);
  return (
    <Part title="Traffic" aside={<CountButton readings={readings} />}>
      <Direction
        title="Sent"
        rate={rates[0]}
        own={own(0, nic?.sent)}
        onLink={onLink(out)}
        drops={drops(0, out)}
        arrived="arrived at the other end"
      />
      <Direction
        title="Received"
        rate={rates[1]}
        own={own(1, nic?.received)}
        onLink={onLink(back)}
        drops={drops(1, back)}
        arrived="came out of the link here"
      />
    </Part>
  );
}

interface Counted {
  counters: FrameCounters;
  from: CountedFrom | null;
}

interface DirectionProps {
  title: string;
  rate: Rate | null;
  /** Of the interface. */
  own: Counted | undefined;
  onLink: Counted;
  /** Per second, by the interface and the link; null: not known yet. */
  drops: number | null;
  arrived: string;
}

function Direction({ title, rate, own, onLink, drops, arrived }: DirectionProps): ReactNode {
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
          {own.counters.frames} frames, {formatBytes(own.counters.bytes)} {sinceWords(own.from)}
        </p>
      )}
      <p className={`${classes['quiet']} u-num`}>
        {onLink.counters.frames} frames, {formatBytes(onLink.counters.bytes)} {arrived}
        {onLink.from === null ? '' : ` ${sinceWords(onLink.from)}`}
      </p>
      <DropLines
        perSecond={drops}
        counters={own === undefined ? [onLink.counters] : [own.counters, onLink.counters]}
        from={onLink.from}
      />
    </section>
  );
}
