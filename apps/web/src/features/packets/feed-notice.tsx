import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconRefresh } from '../../components/icons.ts';
import { Notice } from '../../components/notice.tsx';
import { errorText } from '../../lib/error-text.ts';
import type { UsedFeed } from './packet-store/use-packet-feed.ts';
import classes from './packets.module.css';

/** What went wrong with the connection or with what came; what came before it stays on the page. */
export function FeedNotice({ feed, isGone }: { feed: UsedFeed; isGone: boolean }): ReactNode {
  const { phase } = feed.state;
  if (isGone && phase.kind !== 'live') {
    return (
      <div className={classes['notice']}>
        <Notice tone="warn" title="This capture is not there any more">
          It was deleted, or the network was started anew. What is listed stays until you leave this page.
        </Notice>
      </div>
    );
  }
  if (phase.kind !== 'failed') return null;
  return (
    <div className={classes['notice']}>
      <Notice tone="bad" title="No more packets come">
        <p>{errorText(phase.error)}</p>
        <Button variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={feed.restart}>
          Read the capture again
        </Button>
      </Notice>
    </div>
  );
}
