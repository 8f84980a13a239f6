import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Capture, CaptureId, LabId } from '@umlaut/contracts/model';
import { useRef, useState, type ReactNode } from 'react';
import { PacketDetail } from './detail/packet-detail.tsx';
import { PayloadView } from './detail/payload-view.tsx';
import { FeedNotice } from './feed-notice.tsx';
import { PacketList } from './list/packet-list.tsx';
import { PacketHeader } from './packet-header.tsx';
import { usePacketFeed } from './packet-store/use-packet-feed.ts';
import { PacketToolbar } from './packet-toolbar.tsx';
import classes from './packets.module.css';
import { usePacketView } from './use-packet-view.ts';
import { WaitingForPackets } from './waiting-for-packets.tsx';

export interface PacketBrowserProps {
  labId: LabId;
  captureId: CaptureId;
  capture: Capture;
  /** The server knows it no more. */
  isGone: boolean;
}

/** The list, and below it one packet or what a conversation said. In narrow windows one of them at a time. */
export function PacketBrowser({ labId, captureId, capture, isGone }: PacketBrowserProps): ReactNode {
  const feed = usePacketFeed(labId, captureId);
  const { packets, begun } = feed.state;
  const view = usePacketView(packets);
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [showsPayload, setShowsPayload] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const detail = useRef<HTMLElement>(null);
  const { selected, conversation } = view;
  const lower =
    selected !== null ? (
      <PacketDetail
        ref={detail}
        packet={selected}
        isNarrow={isNarrow}
        onFollow={conversation?.key === selected.flow?.key ? null : follow}
        onClose={close}
      />
    ) : conversation !== null && showsPayload ? (
      <PayloadView packets={packets} flow={conversation} />
    ) : null;

  function follow(flow: NonNullable<typeof conversation>): void {
    view.follow(flow);
    view.select(null);
    setShowsPayload(!isNarrow);
    focusList();
  }

  function close(): void {
    view.select(null);
    focusList();
  }

  /** Back to where the keys are, once it is there again. */
  function focusList(): void {
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('[role="grid"]')?.focus());
  }

  const hidesList = isNarrow && lower !== null;
  return (
    <div className={classes['page']}>
      <PacketHeader labId={labId} captureId={captureId} capture={capture} feed={feed} view={view} />
      <FeedNotice feed={feed} isGone={isGone} />
      {selected !== null && isNarrow ? null : <PacketToolbar feed={feed} view={view} />}
      {conversation === null || (selected !== null && isNarrow) ? null : (
        <div className={classes['conversation']}>
          <span className={classes['ends']}>
            <strong>{conversation.protocol}</strong> {conversation.sender} ↔ {conversation.receiver}
          </span>
          <Button
            variant="default"
            aria-pressed={showsPayload}
            onClick={() => {
              view.select(null);
              setShowsPayload(!showsPayload || selected !== null);
            }}
          >
            {showsPayload && selected === null ? 'Hide the payload' : 'Payload'}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              view.follow(null);
              setShowsPayload(false);
            }}
          >
            Show all packets
          </Button>
        </div>
      )}
      <div ref={body} className={classes['body']}>
        {hidesList ? null : (
          <div className={classes['upper']}>
            {view.rows.length === 0 ? (
              <WaitingForPackets feed={feed} view={view} capture={capture} />
            ) : (
              <PacketList
                // A fresh view of other rows begins at their end.
                key={conversation?.key ?? 'all'}
                view={view}
                begun={begun ?? 0n}
                isNarrow={isNarrow}
                onOpen={() => requestAnimationFrame(() => detail.current?.focus())}
              />
            )}
          </div>
        )}
        {lower === null ? null : <div className={classes['lower']}>{lower}</div>}
      </div>
    </div>
  );
}
