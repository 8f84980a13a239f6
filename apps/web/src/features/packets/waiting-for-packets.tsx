import { Button } from '@mantine/core';
import type { Capture } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconPlayerRecord, IconSearch } from '../../components/icons.ts';
import type { UsedFeed } from './packet-store/use-packet-feed.ts';
import type { PacketView } from './use-packet-view.ts';

export interface WaitingForPacketsProps {
  feed: UsedFeed;
  view: PacketView;
  capture: Capture;
}

/** Instead of a list without rows: why there are none. */
export function WaitingForPackets({ feed, view, capture }: WaitingForPacketsProps): ReactNode {
  const { phase, packets, paused } = feed.state;
  if (packets.length > 0) {
    return (
      <EmptyState
        icon={IconSearch}
        title="No packet is like that"
        actions={
          <Button
            variant="default"
            onClick={() => {
              view.setText('');
              for (const protocol of view.filter.protocols) view.toggleProtocol(protocol);
              view.follow(null);
            }}
          >
            Show all packets
          </Button>
        }
      >
        None of {packets.length} packets has these words and protocols.
      </EmptyState>
    );
  }
  if (phase.kind === 'connecting') return <output className="u-sr-only">Loading</output>;
  if (phase.kind === 'failed') return null;
  const isOver = phase.kind === 'ended';
  return (
    <EmptyState icon={IconPlayerRecord} title={isOver ? 'This capture has no packets' : 'No packets yet'}>
      {isOver
        ? 'Nothing passed the link while it went on.'
        : paused
          ? 'It is paused: nothing is read.'
          : 'They show up here as they pass the link.'}
      {capture.filter === '' ? '' : ` It takes only: ${capture.filter}`}
    </EmptyState>
  );
}
