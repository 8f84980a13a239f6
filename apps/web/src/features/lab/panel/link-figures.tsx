import type { LabLink } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes } from '../../../components/format-bytes.ts';
import { useLabUi, useLive } from '../lab-editor.ts';
import { since, useCountedFrom } from '../live/counted-from.ts';
import { formatBits } from '../live/rates.ts';
import { nodeName } from '../node-words.ts';
import { CountButton } from './count-button.tsx';
import { DropLines, sinceWords } from './drop-lines.tsx';
import classes from './panel.module.css';
import { Part } from './part.tsx';

/** What passes a link now and passed so far, each direction for itself. */
export function LinkFigures({ link }: { link: LabLink }): ReactNode {
  const live = useLive(({ links }) => links.get(link.id));
  const names = useEndNames(link);
  const from = useCountedFrom(link.id);
  if (live === undefined) return null;
  return (
    <Part
      title="Traffic"
      aside={<CountButton readings={[{ key: link.id, counters: live.state.directions }]} />}
    >
      {live.state.directions.map((reading, direction) => {
        const rate = live.rates[direction] ?? null;
        const counters = since(from?.counters[direction], reading);
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a direction is its index
          <div key={direction} className={classes['card']}>
            <strong className={classes['quiet']}>
              {names[direction]} → {names[1 - direction]}
            </strong>
            <div className={`${classes['spread']} u-num`}>
              <span>{rate === null ? '-' : formatBits(rate.bits)}</span>
              <span>{rate === null ? '-' : `${rate.frames} frames/s`}</span>
            </div>
            <p className={`${classes['quiet']} u-num`}>
              {counters.frames} frames, {formatBytes(counters.bytes)} {sinceWords(from)}
            </p>
            <DropLines perSecond={rate?.drops ?? null} counters={[counters]} from={from} />
          </div>
        );
      })}
    </Part>
  );
}

/** What the two ends of a link are called. */
export function useEndNames({ ends }: LabLink): [string, string] {
  const one = useLabUi(({ document, machines }) => {
    const node = document.nodes.get(ends[0].nodeId);
    return node === undefined ? 'nothing' : nodeName(node, machines);
  });
  const other = useLabUi(({ document, machines }) => {
    const node = document.nodes.get(ends[1].nodeId);
    return node === undefined ? 'nothing' : nodeName(node, machines);
  });
  return [one, other];
}
