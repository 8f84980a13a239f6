/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are placed one by one make no table of CSS */
import type { ReactNode } from 'react';
import type { Packet } from '../packet-store/packet.ts';
import classes from './packet-list.module.css';
import { packetTime, type TimeBase, type TimeMode } from './packet-time.ts';
import { protocolTone } from './protocol-tone.ts';

export interface PacketRowProps {
  packet: Packet;
  index: number;
  top: number;
  time: TimeBase & { mode: TimeMode };
  /** Of the conversation that is followed; null: none is. */
  firstSender: string | null;
  isSelected: boolean;
  onSelect: () => void;
}

export function PacketRow(props: PacketRowProps): ReactNode {
  const { packet, index, top, time, firstSender, isSelected, onSelect } = props;
  return (
    // The grid has the focus and the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="row"
      id={`packet-${packet.number}`}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={classes['row']}
      data-tone={protocolTone(packet.protocol)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onSelect}
    >
      <span role="gridcell" className={classes['no']}>
        {packet.number}
      </span>
      <span role="gridcell" className={classes['time']}>
        {packetTime(packet, time.mode, time)}
      </span>
      <span role="gridcell" className={classes['source']}>
        {packet.source}
      </span>
      <span role="gridcell" className={classes['destination']}>
        {packet.destination}
      </span>
      <span role="gridcell" className={classes['protocol']}>
        {packet.protocol}
      </span>
      <span role="gridcell" className={classes['length']}>
        {packet.length}
      </span>
      <span role="gridcell" className={classes['info']}>
        {firstSender === null ? null : <Direction isForth={packet.flow?.sender === firstSender} />}
        {packet.info}
      </span>
    </div>
  );
}

function Direction({ isForth }: { isForth: boolean }): ReactNode {
  return (
    <span className={classes['direction']} data-forth={isForth}>
      <span aria-hidden>{isForth ? '→' : '←'}</span>
      <span className="u-sr-only">{isForth ? 'Forth: ' : 'Back: '}</span>
    </span>
  );
}
