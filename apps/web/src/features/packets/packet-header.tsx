import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Capture, CaptureId, LabId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconDownload } from '../../components/icons.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { captureAddress } from './packet-store/open-capture.ts';
import type { UsedFeed } from './packet-store/use-packet-feed.ts';
import classes from './packets.module.css';
import type { PacketView } from './use-packet-view.ts';

export interface PacketHeaderProps {
  labId: LabId;
  captureId: CaptureId;
  capture: Capture;
  feed: UsedFeed;
  view: PacketView;
}

export function PacketHeader({ labId, captureId, capture, feed, view }: PacketHeaderProps): ReactNode {
  const { packets, gone } = feed.state;
  const shown = view.rows.length === packets.length ? '' : `${view.rows.length} of `;
  return (
    <div className={classes['header']}>
      <PageHeader
        title="Packets"
        titleTrail={['Labs']}
        meta={
          <span className={classes['meta']}>
            <PhaseBadge feed={feed} />
            <span className="u-num">
              {shown}
              {packets.length} packets
              {gone === 0 ? '' : `; ${gone} older ones are not kept here`}
            </span>
            {capture.filter === '' ? null : <span className="u-mono">{capture.filter}</span>}
          </span>
        }
      >
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/labs/$labId" params={{ labId }} {...props} />}
        >
          Lab
        </Button>
        <Button
          variant="default"
          component="a"
          href={captureAddress(labId, captureId)}
          download
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          Download
        </Button>
      </PageHeader>
    </div>
  );
}

function PhaseBadge({ feed }: { feed: UsedFeed }): ReactNode {
  const { phase, paused } = feed.state;
  switch (phase.kind) {
    case 'connecting':
      return <StatusBadge tone="busy" label="Connecting" />;
    case 'live':
      return paused ? <StatusBadge tone="warn" label="Paused" /> : <StatusBadge tone="good" label="Live" />;
    case 'ended':
      return <StatusBadge tone="idle" label="Capture ended" />;
    case 'failed':
      return <StatusBadge tone="bad" label="Not live" />;
  }
}
