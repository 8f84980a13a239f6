import type { KeyboardEvent } from 'react';
import type { PacketView } from '../use-packet-view.ts';

const PAGE_ROWS = 20;
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_ROWS,
  PageUp: -PAGE_ROWS,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

export interface PacketKeysOptions {
  view: PacketView;
  /** The row to bring into view. */
  onMove: (index: number) => void;
  onOpen: () => void;
}

/** Arrows and the like select a packet, Enter goes to its detail, Escape goes back step by step. */
export function usePacketKeys({ view, onMove, onOpen }: PacketKeysOptions) {
  return (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key];
    if (step !== undefined) move(view, step, onMove);
    else if (event.key === 'Enter' && view.selected !== null) onOpen();
    else if (event.key === 'Escape' && view.selected !== null) view.select(null);
    else if (event.key === 'Escape' && view.conversation !== null) view.follow(null);
    else return;
    event.preventDefault();
  };
}

function move({ rows, selected, select }: PacketView, step: number, onMove: (index: number) => void): void {
  const current = selected === null ? -1 : rows.findIndex(({ number }) => number === selected.number);
  // Nothing is selected: from the end upwards, where one looks at the newest.
  const from = current === -1 && step === -1 ? rows.length : current;
  const index = Math.min(rows.length - 1, Math.max(0, from + step));
  const packet = rows[index];
  if (packet === undefined) return;
  select(packet);
  onMove(index);
}
