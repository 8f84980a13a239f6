import { formatBytes } from '../../components/format-bytes.ts';
import { formatExact } from '../../components/format-time.ts';

/** How much of a history comes before a place: "1.2 MiB of 3 MiB". Pure. */
export function placeText(position: number, { oldest, end }: { oldest: number; end: number }): string {
  return `${formatBytes(Math.max(0, position - oldest))} of ${formatBytes(end - oldest)}`;
}

/** When that was, by the guest's host. */
export function whenText(at: number | null): string {
  return at === null ? 'Time not known' : formatExact(at);
}
