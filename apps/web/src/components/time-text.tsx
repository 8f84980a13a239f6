import type { ReactNode } from 'react';
import { formatAgo, formatDuration, formatExact } from './format-time.ts';
import { useNow } from './use-now.ts';

/** How long since `since` (ISO 8601), ticking. */
export function Uptime({ since }: { since: string }): ReactNode {
  const start = Date.parse(since);
  return (
    <time dateTime={since} title={`Since ${formatExact(start)}`} className="u-num">
      {formatDuration(useNow() - start)}
    </time>
  );
}

/** How long ago `at` (ISO 8601) was; the exact time on hover. */
export function RelativeTime({ at }: { at: string }): ReactNode {
  const time = Date.parse(at);
  return (
    <time dateTime={at} title={formatExact(time)} className="u-num">
      {formatAgo(time, useNow())}
    </time>
  );
}
