/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are placed one by one make no table of CSS */
import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useState, type ReactNode } from 'react';
import { IconArrowDown } from '../../../components/icons.ts';
import type { PacketView } from '../use-packet-view.ts';
import classes from './packet-list.module.css';
import { PacketRow } from './packet-row.tsx';
import { TIME_MODES } from './packet-time.ts';
import { useEndFollower } from './use-end-follower.ts';
import { usePacketKeys } from './use-packet-keys.ts';

const ROW_HEIGHT = { wide: 24, narrow: 44 } as const;
const HEADER_HEIGHT = 28;
const COLUMNS = ['No.', 'Time', 'Source', 'Destination', 'Protocol', 'Length', 'Info'] as const;

export interface PacketListProps {
  view: PacketView;
  begun: bigint;
  isNarrow: boolean;
  /** Enter: to the detail. */
  onOpen: () => void;
}

/** Only the rows in view exist. Its newest are in view until somebody scrolls up. */
export function PacketList({ view, begun, isNarrow, onOpen }: PacketListProps): ReactNode {
  const { rows, selected, timeMode, conversation } = view;
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const rowHeight = isNarrow ? ROW_HEIGHT.narrow : ROW_HEIGHT.wide;
  const headerHeight = isNarrow ? 0 : HEADER_HEIGHT;
  // oxlint-disable-next-line react/incompatible-library -- its functions are only called, never memoised
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    getItemKey: (index) => rows[index]?.number ?? index,
  });
  const end = useEndFollower({ rows, scroller, rowHeight });
  const selectedNumber = selected?.number;
  useLayoutEffect(() => {
    // Its detail takes half of the list's height.
    if (selectedNumber === undefined) return;
    scroller?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [scroller, selectedNumber]);
  const onKeyDown = usePacketKeys({
    view,
    onOpen,
    onMove: (index) => {
      end.leave();
      virtual.scrollToIndex(index, { align: 'auto' });
    },
  });
  return (
    <div className={classes['frame']}>
      <div
        ref={setScroller}
        role="grid"
        aria-label="Packets"
        aria-rowcount={rows.length + 1}
        aria-colcount={COLUMNS.length}
        aria-activedescendant={selected === null ? undefined : `packet-${selected.number}`}
        tabIndex={0}
        className={classes['grid']}
        data-narrow={isNarrow}
        onScroll={end.onScroll}
        onKeyDown={onKeyDown}
      >
        <Header timeMode={timeMode} isNarrow={isNarrow} />
        <div role="rowgroup" className={classes['body']} style={{ height: rows.length * rowHeight }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const packet = rows[index];
            if (packet === undefined) return null;
            return (
              <PacketRow
                key={key}
                packet={packet}
                index={index}
                top={start - headerHeight}
                time={{ mode: timeMode, begun, previous: rows[index - 1] ?? null }}
                firstSender={conversation?.sender ?? null}
                isSelected={packet.number === selected?.number}
                onSelect={() => {
                  end.leave();
                  view.select(packet);
                  if (isNarrow) onOpen();
                }}
              />
            );
          })}
        </div>
      </div>
      {end.isFollowing ? null : (
        <Button
          className={classes['newest'] ?? ''}
          variant="default"
          leftSection={<IconArrowDown size={14} aria-hidden />}
          onClick={end.follow}
        >
          Newest
        </Button>
      )}
    </div>
  );
}

function Header({ timeMode, isNarrow }: { timeMode: string; isNarrow: boolean }): ReactNode {
  const mode = TIME_MODES.find(({ value }) => value === timeMode);
  return (
    <div role="rowgroup" className={isNarrow ? 'u-sr-only' : classes['head']}>
      <div role="row" aria-rowindex={1} className={classes['row']}>
        {COLUMNS.map((name) => (
          <span
            key={name}
            role="columnheader"
            className={classes[name.toLowerCase().replace('.', '')]}
            title={name === 'Time' ? mode?.label : undefined}
          >
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}
