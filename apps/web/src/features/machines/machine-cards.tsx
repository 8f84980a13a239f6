import { useVirtualizer } from '@tanstack/react-virtual';
import type { Machine, MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { MachineCard } from './machine-card.tsx';
import classes from './machine-table.module.css';
import { useRowKeys } from './use-row-keys.ts';

const CARD_HEIGHT = 61;

export interface MachineCardsProps {
  lines: readonly Machine[];
  selectedIds: ReadonlySet<MachineId>;
  onToggle: (id: MachineId, range: boolean) => void;
  scroller: HTMLDivElement | null;
}

/** The list of narrow windows: a card per machine, only those in view. */
export function MachineCards({ lines, selectedIds, onToggle, scroller }: MachineCardsProps): ReactNode {
  // oxlint-disable-next-line react/incompatible-library -- its functions are only called, never memoised
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: () => CARD_HEIGHT,
    overscan: 8,
    getItemKey: (index) => lines[index]?.id ?? index,
  });
  useRowKeys({ lines, scroller, virtual, onToggle });
  return (
    <ul className={classes['cards']} style={{ height: virtual.getTotalSize() }} aria-label="Machines">
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const machine = lines[index];
        if (machine === undefined) return null;
        return (
          <li
            key={key}
            aria-setsize={lines.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            <MachineCard machine={machine} selected={selectedIds.has(machine.id)} onToggle={onToggle} />
          </li>
        );
      })}
    </ul>
  );
}
